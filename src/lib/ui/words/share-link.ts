export const shareWords = {
  copy: 'Copy the link',
  code: 'Show a code to scan',
  codeTitle: 'The link as a code',
  codeAbout: 'Scan this with a phone to open the result there.',
} as const;
