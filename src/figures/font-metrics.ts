/**
 * How wide a text is in DejaVu Sans, so that margins, legends and captions can be laid out where no font can be asked
 * (Node) and come out the same where one can (a browser). Advance widths in 1/2048 em, read off DejaVu Sans 2.37;
 * a test holds them against the font that is shipped. The oblique faces have the widths of the upright ones.
 */
import { type Label, runsOf } from './text.ts';

/** Printable ASCII, then the further characters that figures use. */
export const MEASURED_CHARACTERS =
  Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('') +
  '\u00a0°±²³¹·×µ–—…′−∞∝∼≈≤≥≠√∂∇∫∑→←⊙⊥∥⟨⟩ℓΑΒΓΔΘΛΞΠΣΦΨΩαβγδεζηθικλμνξπρστυφχψω' +
  '⁰⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉ÄÖÜßäöüéèñ•†‡‘’“”„≪≫§';

const REGULAR =
  '651 821 942 1716 1303 1946 1597 563 799 799 1024 1716 651 739 651 690 1303 1303 1303 1303 1303 1303 1303 1303 ' +
  '1303 1303 690 690 1716 1716 1716 1087 2048 1401 1405 1430 1577 1294 1178 1587 1540 604 604 1343 1141 1767 1532 ' +
  '1612 1235 1612 1423 1300 1251 1499 1401 2025 1403 1251 1403 799 690 799 1716 1024 1024 1255 1300 1126 1300 ' +
  '1260 721 1300 1298 569 569 1186 569 1995 1298 1253 1300 1300 842 1067 803 1298 1212 1675 1212 1212 1075 1303 ' +
  '690 1303 1716 651 1024 1716 821 821 821 651 1716 1303 1024 2048 2048 465 1716 1706 1463 1716 1716 1716 1716 ' +
  '1716 1305 1059 1370 1067 1380 1716 1716 1716 1784 1024 799 799 846 1401 1405 1141 1401 1612 1401 1294 1540 ' +
  '1294 1612 1612 1565 1350 1307 1212 1253 1107 1114 1298 1253 693 1207 1212 1303 1144 1142 1233 1300 1298 1233 ' +
  '1185 1351 1183 1351 1715 821 821 821 821 821 821 821 1081 1081 821 821 821 821 821 821 821 821 821 821 1401 ' +
  '1612 1499 1290 1255 1253 1298 1260 1260 1298 1208 1024 1024 651 651 1061 1061 1061 2144 2144 1024';

const BOLD =
  '713 934 1067 1716 1425 2052 1786 627 936 936 1071 1716 778 850 778 748 1425 1425 1425 1425 1425 1425 1425 1425 ' +
  '1425 1425 819 819 1716 1716 1716 1188 2048 1585 1561 1503 1700 1399 1399 1681 1714 762 762 1587 1305 2038 1714 ' +
  '1741 1501 1741 1577 1475 1397 1663 1585 2259 1579 1483 1485 936 748 936 1716 1024 1024 1382 1466 1214 1466 ' +
  '1389 891 1466 1458 702 702 1362 702 2134 1458 1407 1466 1466 1010 1219 979 1458 1335 1892 1321 1335 1192 1458 ' +
  '748 1458 1716 713 1024 1716 897 897 897 778 1716 1507 1024 2048 2048 540 1716 1706 1458 1716 1716 1716 1716 ' +
  '1716 1366 1114 1427 1249 1470 1716 1716 1716 1872 1024 936 936 966 1585 1561 1305 1585 1741 1585 1294 1714 ' +
  '1399 1741 1740 1741 1407 1466 1395 1407 1140 1210 1458 1407 798 1455 1296 1507 1395 1210 1620 1466 1595 1307 ' +
  '1383 1602 1321 1626 1780 897 897 897 897 897 897 897 1081 1081 897 897 897 897 897 897 897 897 897 897 1585 ' +
  '1741 1663 1473 1382 1407 1458 1389 1389 1458 1309 1024 1024 778 778 1346 1346 1346 2144 2144 1024';

const UNKNOWN = 1400;

const tableOf = (widths: string): ReadonlyMap<string, number> => {
  const list = widths.split(' ').map(Number);
  return new Map([...MEASURED_CHARACTERS].map((character, i) => [character, list[i]]));
};
const TABLES = Object.freeze({ regular: tableOf(REGULAR), bold: tableOf(BOLD) });

/** Size of sub- and superscripts relative to the line. */
export const SCRIPT_SIZE = 0.72;

/** Advance width in em of one character, 0.68 for one that is not in the table. */
export function characterWidth(character: string, bold = false): number {
  return (TABLES[bold ? 'bold' : 'regular'].get(character) ?? UNKNOWN) / 2048;
}

/** Width of a label set at `size`, in the unit of `size`. */
export function labelWidth(label: Label, size: number): number {
  let width = 0;
  for (const run of runsOf(label)) {
    const scale = run.shift ? SCRIPT_SIZE : 1;
    for (const character of run.text) width += scale * characterWidth(character, run.bold);
  }
  return width * size;
}
