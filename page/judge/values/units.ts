/** Units of measurement: each has a dimension and an exact factor to the dimension's base unit. */
import { exact, ONE, type Rational, rational } from "./number.ts";

const TABLE = `
质量 t 1 kg 0.001 g 0.000001 吨 1 千克 0.001 公斤 0.001 克 0.000001
长度 m 1 mm 0.001 cm 0.01 km 1000 米 1 毫米 0.001 厘米 0.01 千米 1000 公里 1000
面积 m2 1 ㎡ 1 m² 1 平方米 1 km2 1000000
体积 m3 1 m³ 1 立方米 1 L 0.001 升 0.001 mL 0.000001
时间 s 1 秒 1 min 60 分钟 60 h 3600 小时 3600
压力 MPa 1 kPa 0.001 Pa 0.000001 bar 0.1 N/mm2 1 N/mm² 1 kN/m2 0.001 kN/m² 0.001
温度 ℃ 1 °C 1
体积分数 %VOL 10000 ppm 1
爆炸下限比 %LEL 1
质量浓度 mg/m3 1 mg/m³ 1 g/m3 1000 g/m³ 1000
速度 m/s 1
电压 kV 1000 V 1
功率 kW 1 MW 1000 W 0.001
热值 MJ/m3 1 MJ/m³ 1
流量 m3/h 1 m³/h 1
力 kN 1 N 0.001
线荷载 kN/m 1
电阻 Ω 1
角度 ° 1 度 1
人数 人 1 名 1
`.trim();
const COUNTING = "个 台 套 座 层 樘 项 次 处 条 根 道 间 栋 辆 张 床 户 家 本 份 组 级 倍";

/** A unit: the dimension it measures and its size in the dimension's base unit. */
export interface Unit {
  readonly name: string;
  readonly dimension: string;
  readonly factor: Rational;
}

/** Every unit by name; the empty name is the dimensionless unit. */
export const UNITS: ReadonlyMap<string, Unit> = units();

function units(): Map<string, Unit> {
  const found = new Map<string, Unit>();
  const add = (name: string, dimension: string, factor: Rational): unknown => found.set(name, { name, dimension, factor });
  add("", "无量纲", ONE);
  add("%", "无量纲", rational(1, 100));
  for (const line of TABLE.split("\n")) {
    const [dimension, ...pairs] = line.split(" ") as [string, ...string[]];
    for (let n = 0; n < pairs.length; n += 2) add(pairs[n] as string, dimension, exact(pairs[n + 1] as string));
  }
  add("亩", "面积", rational(2000, 3));
  for (const name of COUNTING.split(" ")) add(name, `计数（${name}）`, ONE);
  return found;
}

/** Convert exactly within a dimension; null across dimensions. Throws RangeError for an unknown unit. */
export function convert(value: Rational, source: string, target: string): Rational | null {
  if (source === target) return value;
  const [given, wanted] = [UNITS.get(source), UNITS.get(target)];
  if (!given || !wanted) throw new RangeError(`${source} ${target}`);
  return given.dimension === wanted.dimension ? value.times(given.factor).over(wanted.factor) : null;
}
