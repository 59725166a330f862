/**
 * Operators that have public names: ONNX's own, those of ONNX Runtime and of ONNX's machine-learning domain, the ones
 * that TensorFlow.js converts, and Keras layers. A name that is not among them was given by somebody to something of
 * their own, and so is never sent.
 */
const plain = `
Abs Acos Acosh Activation Add AddN AddV2 AffineGrid All AlphaDropout And Any ArgMax ArgMin Asin Asinh Atan
Atan2 Atanh Attention Average AveragePool AveragePooling1D AveragePooling2D AveragePooling3D AvgPool
AvgPool3D BatchMatMul BatchMatMulV2 BatchNormalization BatchToSpaceND Bernoulli BiasAdd Bidirectional
Bincount BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow BroadcastArgs BroadcastTo Cast
CastLike CategoryEncoding Ceil Celu CenterCrop CenterCropPad Clip ClipByValue Col2Im Complex ComplexAbs
Compress Concat ConcatFromSequence ConcatV2 Concatenate Const Constant ConstantOfShape Conv Conv1D Conv2D
Conv2DBackpropInput Conv2DTranspose Conv3D Conv3DTranspose ConvInteger ConvLSTM2D ConvLSTM2DCell
ConvTranspose Cos Cosh CropAndResize Cropping2D CumSum Cumprod Cumsum DFT DeformConv Dense DenseBincount
DepthToSpace DepthwiseConv2D DepthwiseConv2d DepthwiseConv2dNative DequantizeLinear Det Dilation2D Div
DivNoNan Dot Dropout DynamicQuantizeLinear ELU Einsum Elu Embedding EmptyTensorList EnsureShape Enter Equal
Erf EuclideanNorm Exit Exp Expand ExpandDims Expm1 EyeLike FFT FakeQuantWithMinMaxVars Fill Flatten Floor
FloorDiv FloorMod Functional FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 FusedDepthwiseConv2dNative GRU
GRUCell Gather GatherElements GatherND GatherNd GatherV2 GaussianDropout GaussianNoise Gelu Gemm
GlobalAveragePool GlobalAveragePooling1D GlobalAveragePooling2D GlobalLpPool GlobalMaxPool
GlobalMaxPooling1D GlobalMaxPooling2D Greater GreaterEqual GreaterOrEqual GridSample GroupNormalization
HammingWindow HannWindow HardSigmoid HardSwish Hardmax HashTable HashTableV2 IFFT IRFFT Identity IdentityN
If Imag ImageDecoder ImageProjectiveTransformV3 InitializeTable InitializeTableV2 InputLayer
InstanceNormalization IsFinite IsInf IsNaN IsNan LRN LSTM LSTMCell LayerNormalization LeakyReLU LeakyRelu
Less LessEqual LessOrEqual LinSpace ListDiff Log Log1p LogSoftmax LogicalAnd LogicalNot LogicalOr
LookupTableFind LookupTableFindV2 LookupTableImport LookupTableImportV2 LookupTableSize LookupTableSizeV2
Loop LoopCond LowerBound LpNormalization LpPool Masking MatMul MatMulInteger MatrixBandPart Max MaxPool
MaxPool3D MaxPoolWithArgmax MaxPooling1D MaxPooling2D MaxPooling3D MaxRoiPool MaxUnpool Maximum Mean
MeanVarianceNormalization MelWeightMatrix Merge Min Minimum MirrorPad Mish Mod Model Mul Multinomial
Multiply Neg NegativeLogLikelihoodLoss NextIteration NoOp NonMaxSuppression NonMaxSuppressionV2
NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5 NonZero Not NotEqual OneHot Ones OnesLike
Optional OptionalGetElement OptionalHasElement Or PReLU PRelu Pack Pad PadV2 Permute Placeholder
PlaceholderWithDefault Pow Prelu Print Prod QLinearConv QLinearMatMul QuantizeLinear RFFT RMSNormalization
RNN RaggedGather RaggedRange RaggedTensorToTensor RandomNormal RandomNormalLike RandomStandardNormal
RandomUniform RandomUniformInt RandomUniformLike RandomWidth Range Rank ReLU Real RealDiv Reciprocal
ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum
ReduceSumSquare RegexFullMatch Relu Relu6 RepeatVector Rescaling Reshape Resize ResizeBilinear
ResizeNearestNeighbor Resizing Reverse ReverseSequence ReverseV2 RoiAlign RotaryEmbedding Round Rsqrt STFT
Scan Scatter ScatterElements ScatterND ScatterNd Select SelectV2 Selu SeparableConv2D SequenceAt
SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength SequenceMap Sequential Shape
ShapeN Shrink Sigmoid Sign SimpleRNN SimpleRNNCell SimplifiedLayerNormalization Sin Sinh Size Slice Snapshot
Softmax SoftmaxCrossEntropyLoss Softplus Softsign SpaceToBatchND SpaceToDepth SparseFillEmptyRows
SparseReshape SparseSegmentMean SparseSegmentSum SparseToDense SpatialDropout1D Split SplitToSequence SplitV
Sqrt Square SquaredDifference Squeeze StackedRNNCells StatelessIf StatelessWhile StaticRegexReplace
StopGradient StridedSlice StringConcat StringNGrams StringNormalizer StringSplit StringToHashBucketFast Sub
Sum Swish Switch Tan Tanh TensorArrayCloseV3 TensorArrayConcatV3 TensorArrayGatherV3 TensorArrayReadV3
TensorArrayScatterV3 TensorArraySizeV3 TensorArraySplitV3 TensorArrayV3 TensorArrayWriteV3 TensorListConcat
TensorListConcatV2 TensorListFromTensor TensorListGather TensorListGetItem TensorListLength
TensorListPopBack TensorListPushBack TensorListReserve TensorListResize TensorListScatter
TensorListScatterV2 TensorListSetItem TensorListSplit TensorListStack TensorScatter TensorScatterUpdate
TfIdfVectorizer ThresholdedReLU ThresholdedRelu Tile TimeDistributed TopK TopKV2 Transpose Trilu
TruncatedNormal Unique UniqueV2 Unpack Unsqueeze UpSampling2D UpperBound Upsample Where While Xor
ZeroPadding2D Zeros ZerosLike _FusedConv2D _FusedMatMul
`;

/** Of the domain `com.microsoft`. */
const microsoft = `
Attention BiasAdd BiasDropout BiasGelu BiasSoftmax BiasSplitGelu BifurcationDetector CDist ComplexMul
ComplexMulConj ConvTransposeWithDynamicPads CropAndResize DecoderMaskedMultiHeadAttention
DecoderMaskedSelfAttention DequantizeLinear DynamicQuantizeLSTM DynamicQuantizeMatMul
EmbedLayerNormalization ExpandDims FastGelu FusedConv FusedGemm FusedMatMul GatherBlockQuantized GatherND
Gelu GemmaRotaryEmbedding GreedySearch GridSample GroupNorm GroupQueryAttention Inverse Irfft
LinearAttention MatMulBnb4 MatMulInteger16 MatMulIntegerToFloat MatMulNBits MaxpoolWithMask MoE MulInteger
MultiHeadAttention MurmurHash3 NGramRepeatBlock NhwcConv NhwcFusedConv NhwcMaxPool PackedAttention
PackedMultiHeadAttention Pad QAttention QEmbedLayerNormalization QGemm QLinearAdd QLinearAveragePool
QLinearConcat QLinearConv QLinearGlobalAveragePool QLinearLeakyRelu QLinearMul QLinearReduceMean
QLinearSigmoid QLinearSoftmax QLinearWhere QMoE QuantizeLinear QuickGelu Range ReduceSumInteger
RelativePositionBias RemovePadding RestorePadding Rfft RotaryEmbedding SampleOp Sampling
SimplifiedLayerNormalization SkipGroupNorm SkipLayerNormalization SkipSimplifiedLayerNormalization
SparseAttention SparseToDenseMatMul Tokenizer TransposeMatMul Trilu UnfoldTensor Unique WhisperBeamSearch
WordConvEmbedding
`;

/** Of the domain `ai.onnx.ml`. */
const machineLearning = `
ArrayFeatureExtractor Binarizer CastMap CategoryMapper DictVectorizer FeatureVectorizer Imputer LabelEncoder
LinearClassifier LinearRegressor Normalizer OneHotEncoder SVMClassifier SVMRegressor Scaler TreeEnsemble
TreeEnsembleClassifier TreeEnsembleRegressor ZipMap
`;

const wordsOf = (text: string, prefix = ''): string[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => prefix + word);

const known: ReadonlySet<string> = new Set([
  ...wordsOf(plain),
  ...wordsOf(plain, 'ai.onnx.'),
  ...wordsOf(microsoft, 'com.microsoft.'),
  ...wordsOf(machineLearning, 'ai.onnx.ml.'),
]);

/** What operators without a public name are counted as. */
export const otherOperators = 'other';

/** Counts by public operator name; the rest together under `other`. */
export function publicOperators(counts: Readonly<Record<string, number>>): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of Object.entries(counts)) {
    if (count === 0) continue;
    const shown = known.has(name) ? name : otherOperators;
    sums.set(shown, (sums.get(shown) ?? 0) + count);
  }
  return Object.fromEntries(sums);
}
