/**
 * WebAssembly with one function of three numbers, a·b + c by f32x4.relaxed_madd (WebAssembly specification, relaxed SIMD): whether
 * it rounds once or twice is up to the processor.
 */
// biome-ignore format: one line a section
const CODE = Uint8Array.of(
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, // magic number, version
  0x01, 0x08, 0x01, 0x60, 0x03, 0x7d, 0x7d, 0x7d, 0x01, 0x7d, // type: (f32, f32, f32) → f32
  0x03, 0x02, 0x01, 0x00, // one function of that type
  0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00, // exported as f
  0x0a, 0x16, 0x01, 0x14, 0x00, // its code, without local variables
  0x20, 0x00, 0xfd, 0x13, 0x20, 0x01, 0xfd, 0x13, 0x20, 0x02, 0xfd, 0x13, // a, b, c, each in all lanes
  0xfd, 0x85, 0x02, 0xfd, 0x1f, 0x00, 0x0b, // relaxed_madd, lane 0, end
);

/** Whether the engine `fused` rounds a·b + c once on this processor; undefined where it does not run. */
export function fusesMultiplyAdd(): boolean | undefined {
  if (!WebAssembly.validate(CODE)) return undefined;
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(CODE)).exports as {
    readonly f: (a: number, b: number, c: number) => number;
  };
  // (1 + 2⁻¹²)² = 1 + 2⁻¹¹ + 2⁻²⁴, whose last term is lost if the product is rounded to single precision.
  const a = 1 + 2 ** -12;
  return f(a, a, -(1 + 2 ** -11)) !== 0;
}
