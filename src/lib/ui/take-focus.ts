/**
 * An attachment for the heading of a screen that has just replaced another: the button that led there is gone, and
 * without this the keyboard and the screen reader would start again at the top of the page.
 */
export function takeFocus(heading: HTMLElement): () => void {
  // To focus is to lay the page out. In a task of its own it does not come on top of making what is laid out.
  const timer = setTimeout(() => heading.focus());
  return () => clearTimeout(timer);
}
