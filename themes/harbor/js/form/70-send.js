// The ways a record leaves the page: saved, copied, mailed, or opened on the code host.
(function (form) {
  "use strict";

  /** The longest address that mail programs and code hosts take. */
  var MAIL_MOST = 1800;
  var HOST_MOST = 7000;

  function follow(href, more) {
    var link = document.createElement("a");
    link.href = href;
    Object.assign(link, more || {});
    document.body.append(link);
    link.click();
    link.remove();
  }

  function download(record) {
    var address = URL.createObjectURL(new Blob([record.text], { type: "text/markdown;charset=utf-8" }));
    follow(address, { download: record.file });
    setTimeout(function () { URL.revokeObjectURL(address); }, 60000);
  }

  function copyByHand(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("aria-hidden", "true");
    document.body.append(area);
    area.select();
    var isCopied = false;
    try {
      isCopied = document.execCommand("copy");
    } catch (error) {
      isCopied = false;
    }
    area.remove();
    return isCopied;
  }

  function copy(text) {
    if (!navigator.clipboard) return Promise.resolve(copyByHand(text));
    return navigator.clipboard.writeText(text).then(
      function () { return true; },
      function () { return copyByHand(text); },
    );
  }

  function mailAddress(record, rules, words, body) {
    var subject = form.said(words.subject, { title: record.title });
    var text = body.replace(/\n/g, "\r\n");
    return "mailto:" + (rules.email || "") + "?subject=" + encodeURIComponent(subject) + "&body=" + encodeURIComponent(text);
  }

  function mail(record, rules, words) {
    var head = form.said(words.mailText, { path: rules.folder + record.file });
    var address = mailAddress(record, rules, words, head + "\n\n----------\n" + record.text);
    if (address.length <= MAIL_MOST) {
      follow(address);
      return words.mailed;
    }
    download(record);
    follow(mailAddress(record, rules, words, form.said(words.mailAttach, { folder: rules.folder })));
    return form.said(words.mailLong, { file: record.file });
  }

  function open(record, rules, words) {
    var host = rules.host;
    var start = host.url.split("/").map(function (step, at) { return at < 3 ? step : encodeURIComponent(step); }).join("/");
    var named = start + "?" + host.file + "=" + encodeURIComponent(record.file);
    var filled = named + "&" + host.text + "=" + encodeURIComponent(record.text);
    var more = { target: "_blank", rel: "noopener noreferrer" };
    if (filled.length <= HOST_MOST) {
      follow(filled, more);
      return Promise.resolve(words.opened);
    }
    return copy(record.text).then(function (isCopied) {
      follow(named, more);
      return isCopied ? words.openedLong : words.notCopied;
    });
  }

  /** Each way: what it does with a record, and what is then said. */
  form.ways = {
    download: function (record, rules, words) {
      download(record);
      return Promise.resolve(form.said(words.downloaded, { file: record.file }));
    },
    copy: function (record, rules, words) {
      return copy(record.text).then(function (isCopied) {
        return isCopied ? form.said(words.copied, { file: record.file }) : words.notCopied;
      });
    },
    mail: function (record, rules, words) {
      return Promise.resolve(mail(record, rules, words));
    },
    host: open,
  };
})((window.islesForm = window.islesForm || {}));
