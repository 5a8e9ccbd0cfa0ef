/** The mixing matrix as the paper writes it, with Wigner symbols: (3.12) and (3.13). */
import { createMatrix } from '../../math/matrix.ts';
import { wigner3j000, wigner3j000Squared } from '../../math/wigner-3j-zero.ts';
import { wigner6jTwoDiagonal, wigner6jTwoOffDiagonal } from '../../math/wigner-6j-two.ts';
import type { MixingPart } from './mixing-quadrature.ts';
import type { Kappa } from './propagators.ts';

/** M¹ᶜ = M¹ᶜ⁰ + M¹ᶜ², and Σ_{ℓ>lMax} (2ℓ+1) M¹ᶜ_{ℓℓ0} column by column. */
export function mixingByWigner(kappa: Kappa, lMax: number): MixingPart {
  const element = elements(kappa, lMax);
  const size = lMax + 1;
  const M = createMatrix(size, size);
  const tail = new Float64Array(size);
  for (let l0 = 1; l0 <= lMax; l0++) {
    const last = l0 + kappa.aMax; // beyond, the triangle of ℓ, a, ℓ0 closes on no a ≤ aMax
    for (let l = Math.max(0, l0 - kappa.aMax); l <= last; l++) {
      if (l <= lMax) M.values[l * size + l0] = element(l, l0);
      else tail[l0] += (2 * l + 1) * element(l, l0);
    }
  }
  return { M, tail };
}

/** M¹ᶜ_{ℓℓ0} for ℓ0 ≥ 1; the tables that all elements share are made once. */
function elements({ aMax, diagonal, off }: Kappa, lMax: number): (l: number, l0: number) => number {
  // (2a+1)(2b+1) (2 a b; 000) κ_ab for b = a and b = a+2.
  const same = diagonal.map((value, a) => (2 * a + 1) ** 2 * wigner3j000(2, a, a) * value);
  const next = off.map((value, a) => (2 * a + 1) * (2 * a + 5) * wigner3j000(2, a, a + 2) * value);
  const squares = new Float64Array(lMax + 1);

  return (l, l0) => {
    wigner3j000Squared(l, l0, squares); // [i]: a = |ℓ−ℓ0| + 2i
    const first = Math.abs(l - l0);
    const last = Math.min(l + l0, aMax);
    let isotropic = 0;
    let anisotropic = 0;
    for (let a = first, i = 0; a <= last; a += 2, i++) {
      const square = squares[i];
      isotropic += (2 * a + 1) * diagonal[a] * square;
      // i^{a+b} = (−1)^a for b = a, −(−1)^a for b = a ± 2; that minus meets the opposite signs of (ℓ a ℓ0) and (ℓ a+2 ℓ0).
      anisotropic += same[a] * wigner6jTwoDiagonal(l, l0, a) * square;
      if (a + 2 <= l + l0) {
        anisotropic += 2 * next[a] * wigner6jTwoOffDiagonal(l, l0, a) * Math.sqrt(square * squares[i + 1]);
      }
    }
    const common = l0 * (l0 + 1) * (2 * l0 + 1);
    const sign = (l0 + first) % 2 === 0 ? 1 : -1; // (−1)^ℓ0 (−1)^a
    return (
      ((8 * Math.PI) / 3) * common * isotropic + // (3.12)
      (((4 * Math.PI) / 3) * common * sign * anisotropic) / wigner3j000(l0, 2, l0) // (3.13)
    );
  };
}
