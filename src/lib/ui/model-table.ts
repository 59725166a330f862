/** A column of the start page's lists of models, behind name and task. */
export interface ModelTableColumn {
  readonly title: string;
  readonly isNumber: boolean;
  /** Where it goes when a model has two lines only. */
  readonly onPhone: 'beside-name' | 'beside-task' | 'absent';
}

export interface ModelTableRow {
  readonly key: string;
  readonly title: string;
  readonly hint?: string;
  readonly task: string;
  /** One for each column. */
  readonly cells: readonly string[];
  readonly onchoose: () => void;
}
