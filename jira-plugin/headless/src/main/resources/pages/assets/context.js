// Tells scripts the context path, and that a page brings no data unless its resources say so. Runs before AUI, which takes AJS.contextPath over into its own AJS.
(function () {
  'use strict';

  window.contextPath = document.querySelector('meta[name="ajs-context-path"]').getAttribute('content');
  function contextPath() {
    return window.contextPath;
  }
  window.WRM = window.WRM || {};
  window.WRM.contextPath = contextPath;
  window.WRM.data = {
    claim: function () {
      return undefined;
    }
  };
  window.AJS = { contextPath: contextPath };
})();
