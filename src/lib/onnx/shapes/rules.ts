import { attentionRules } from './attention-rules.ts';
import { creationRules } from './creation-rules.ts';
import { elementwiseRules } from './elementwise-rules.ts';
import { imageRules } from './image-rules.ts';
import { layerRules } from './layer-rules.ts';
import { layoutRules } from './layout-rules.ts';
import { productRules } from './product-rules.ts';
import { reductionRules } from './reduction-rules.ts';
import type { Rules } from './rule.ts';
import { selectionRules } from './selection-rules.ts';
import { windowRules } from './window-rules.ts';

/** Every operator whose shapes are known here. An operator that is missing makes what depends on it unknown. */
export const rules: Rules = {
  ...elementwiseRules,
  ...windowRules,
  ...productRules,
  ...layoutRules,
  ...selectionRules,
  ...reductionRules,
  ...creationRules,
  ...imageRules,
  ...layerRules,
  ...attentionRules,
};
