// Tells scripts the context path. Runs before AUI, which takes AJS.contextPath over into its own AJS.
(function () {
  'use strict';

  window.contextPath = document.querySelector('meta[name="ajs-context-path"]').getAttribute('content');
  function contextPath() {
    return window.contextPath;
  }
  window.WRM = window.WRM || {};
  window.WRM.contextPath = contextPath;
  window.AJS = { contextPath: contextPath };
})();
