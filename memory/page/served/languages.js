// The languages of the interface, and the one that the person chose.
export const LANGUAGES = { en: "English", zh: "中文" };

export const chosen = () => {
  const kept = localStorage.getItem("duizhao-language");
  return kept in LANGUAGES ? kept : navigator.language.startsWith("zh") ? "zh" : "en";
};

export function remember(language) {
  localStorage.setItem("duizhao-language", language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

// A text with each {name} in it replaced by a value.
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
