/** A section of a page of text. */
export interface ProseSection {
  readonly id: string;
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly list?: readonly string[];
  /** Where to read on, on this site. */
  readonly more?: { readonly path: string; readonly label: string };
}
