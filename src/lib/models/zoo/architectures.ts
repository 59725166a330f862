import { bertBaseSquad } from './architectures/bert-base-squad.ts';
import { deitTiny } from './architectures/deit-tiny.ts';
import type { ZooSizes } from './architectures/dims.ts';
import { efficientnetLite4 } from './architectures/efficientnet-lite4.ts';
import { fastNeuralStyle } from './architectures/fast-neural-style.ts';
import { minilmL6 } from './architectures/minilm-l6.ts';
import { mobilenetV2 } from './architectures/mobilenet-v2.ts';
import { resnet50V1 } from './architectures/resnet50-v1.ts';
import { shufflenetV2 } from './architectures/shufflenet-v2.ts';
import { smollm2Decode } from './architectures/smollm2-135m-decode.ts';
import { superResolution } from './architectures/super-resolution.ts';
import { whisperTinyEncoder } from './architectures/whisper-tiny-encoder.ts';
import { yoloV4 } from './architectures/yolo-v4.ts';
import type { ZooId } from './catalogue.ts';
import type { GraphBuilder } from './graph/graph-builder.ts';

/** What builds each model's graph. */
export const architectures: Readonly<Record<ZooId, (g: GraphBuilder, sizes: ZooSizes) => void>> = {
  'mobilenet-v2': mobilenetV2,
  'resnet50-v1': resnet50V1,
  'shufflenet-v2': shufflenetV2,
  'efficientnet-lite4': efficientnetLite4,
  'fast-neural-style': fastNeuralStyle,
  'super-resolution': superResolution,
  'bert-base-squad': bertBaseSquad,
  'yolo-v4': yoloV4,
  'minilm-l6': minilmL6,
  'deit-tiny': deitTiny,
  'whisper-tiny-encoder': whisperTinyEncoder,
  'smollm2-135m-decode': smollm2Decode,
};
