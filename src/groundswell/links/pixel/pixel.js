/* Tells the opened page, and on a thank-you page the order. data-storage="none" remembers nothing. */
(function () {
  var script = document.currentScript, data = script.dataset, base = script.src.replace(/p\.js.*$/, "");
  var names = ["utm_source", "utm_medium", "utm_campaign", "utm_content"], slot = "groundswell";
  var query = new URLSearchParams(location.search), came = {}, kept = {};
  if (query.get("cid")) came.click_id = query.get("cid");
  names.forEach(function (name) { if (query.get(name)) came[name] = query.get(name); });
  if (data.storage !== "none") {
    try {
      kept = JSON.parse(localStorage.getItem(slot)) || {};
      if (!(kept.until > Date.now())) kept = {};
      if (Object.keys(came).length) {
        kept = { until: Date.now() + 30 * 864e5, came: came };
        localStorage.setItem(slot, JSON.stringify(kept));
      }
    } catch (refused) { kept = {}; }
  }
  function tell(what, more) {
    var all = Object.assign({}, kept.came, came, { page: location.origin + location.pathname }, more);
    new Image().src = base + what + ".gif?" + new URLSearchParams(all);
  }
  tell("view", {});
  if (data.order) {
    tell("order", { order_id: data.order, amount: data.amount || "", currency: data.currency || "",
      code: data.code || "", new_customer: data.newCustomer || "" });
  }
})();
