/** The sheet the tests speak of, in its own words: 鎌倉市 3-10 商工業. */

export const POLICY = "3-10 商工業";

/** The policy's indicators, k1 to k5. */
export const INDICATORS = [
  "創業支援等事業計画に基づく創業件数の年間合計",
  "鎌倉商工会議所の会員数",
  "ワークライフバランス(仕事と生活のバランス)がとれている市民の割合",
  "商店街が地域の活性化に貢献していると思う市民の割合",
  "鎌倉彫の年間出荷額(関連収入を含む)",
];

/** The projects, p1 to p5, each with its outcome indicator. */
export const PROJECTS = [
  { name: "商工運営事業", outcome: "商工業振興計画に基づく各施策の評価点の平均値", budget: "1,250" },
  { name: "中小企業支援事業", outcome: "商工会議所経営指導員による巡回指導・窓口指導の合計", budget: "324,237" },
  { name: "商店街振興事業", outcome: "商店街団体加盟店舗数", budget: "22,031" },
  { name: "商工業振興事業", outcome: "鎌倉市企業立地等促進条例に基づく軽減措置件数の実績合計", budget: "21,037" },
  { name: "伝統鎌倉彫振興事業", outcome: "伝統鎌倉彫事業協同組合組合員数", budget: "9,634" },
];

/** @param {string} indicator @param {string} [year] */
export const actual = (indicator, year = "R8") => `${indicator} ${year} 実績`;
/** @param {string} project @param {string} [year] */
export const budget = (project, year = "R8") => `${project} ${year} 予算額(千円)`;
/** @param {string} project @param {string} [year] */
export const settlement = (project, year = "R8") => `${project} ${year} 決算額(千円)`;

/**
 * All of R8 in the order of the sheet: the field, what a hand types, what the field then shows.
 *
 * @type {{ field: string, typed: string, shown: string }[]}
 */
export const R8 = [
  { field: actual(INDICATORS[0]), typed: "75", shown: "75" },
  { field: actual(INDICATORS[1]), typed: "２，０４１", shown: "2,041" },
  { field: actual(INDICATORS[2]), typed: "５８．５", shown: "58.5" },
  { field: actual(INDICATORS[3]), typed: "46.0", shown: "46.0" },
  { field: actual(INDICATORS[4]), typed: "△0.4", shown: "−0.4" },
  ...PROJECTS.flatMap((project, index) => {
    const of = [
      ["3.25", "3.25", "１，３００", "1,300", "1,198", "1,198"],
      ["4,100", "4,100", "324237", "324,237", "３１０，０００", "310,000"],
      ["1720", "1,720", "22,031", "22,031", "21998千円", "21,998"],
      ["３５", "35", "21,500", "21,500", "21500", "21,500"],
      ["40", "40", "9,634", "9,634", "0", "0"],
    ][index];
    return [
      { field: actual(project.outcome), typed: of[0], shown: of[1] },
      { field: budget(project.name), typed: of[2], shown: of[3] },
      { field: settlement(project.name), typed: of[4], shown: of[5] },
    ];
  }),
];
