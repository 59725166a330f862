import { outputProblem, writeOutputs } from '../output.ts';
import { toHtmlReport } from './html-report.ts';
import { toJunit } from './junit.ts';
import { toMarkdownReport } from './markdown.ts';
import type { ReportContent } from './report-content.ts';

/** Where reports go; null where one was not asked for, `-` for standard output. */
export interface ReportPaths {
  readonly htmlPath: string | null;
  readonly markdownPath: string | null;
  readonly junitPath: string | null;
}

/** Whether all of them can be written, found out before anything is measured: null, or a sentence. */
export async function reportProblem(paths: ReportPaths): Promise<string | null> {
  for (const path of [paths.htmlPath, paths.markdownPath, paths.junitPath]) {
    const problem = path === null || path === '-' ? null : await outputProblem(path);
    if (problem !== null) return problem;
  }
  return null;
}

/** Writes every report that was asked for. A sentence for each that could not be. */
export function writeReports(paths: ReportPaths, content: ReportContent): Promise<string[]> {
  return writeOutputs([
    { path: paths.htmlPath, text: () => toHtmlReport(content) },
    { path: paths.markdownPath, text: () => toMarkdownReport(content) },
    { path: paths.junitPath, text: () => toJunit(content) },
  ]);
}
