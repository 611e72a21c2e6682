// What plugins expect of Jira's own script: AJS.Meta, JIRA's events; and tabs that load in place. Runs after AUI, which makes AJS.
(function () {
  'use strict';

  function meta(name) {
    var element = document.querySelector('meta[name="ajs-' + name + '"]');
    return element ? element.getAttribute('content') : undefined;
  }

  window.AJS.Meta = {
    get: meta,
    getBoolean: function (name) {
      return meta(name) === 'true';
    },
    getNumber: function (name) {
      return Number(meta(name));
    },
    set: function (name, value) {
      var element = document.querySelector('meta[name="ajs-' + name + '"]');
      if (!element) {
        element = document.createElement('meta');
        element.setAttribute('name', 'ajs-' + name);
        document.head.appendChild(element);
      }
      element.setAttribute('content', value);
    }
  };

  var JIRA = (window.JIRA = window.JIRA || {});
  JIRA.Events = {
    ISSUE_REFRESHED: 'issueRefreshed',
    NEW_CONTENT_ADDED: 'newContentAdded',
    NEW_PAGE_ADDED: 'newPageAdded',
    PANEL_REFRESHED: 'panelRefreshed'
  };
  JIRA.CONTENT_ADDED_REASON = {
    pageLoad: 'pageLoad',
    panelRefreshed: 'panelRefreshed',
    tabUpdated: 'tabUpdated'
  };
  JIRA.bind = function () {
    var target = jQuery(document);
    return target.on.apply(target, arguments);
  };
  JIRA.unbind = function () {
    var target = jQuery(document);
    return target.off.apply(target, arguments);
  };
  JIRA.trigger = function (name, parameters) {
    var event = jQuery.Event(name);
    jQuery(document).trigger(event, parameters);
    return event;
  };
  JIRA.Issue = {
    getIssueKey: function () {
      return meta('issue-key');
    },
    getIssueId: function () {
      var content = document.getElementById('issue-content');
      return content ? Number(content.getAttribute('data-issue-id')) : undefined;
    }
  };

  function loadTab(address, remember) {
    var content = document.getElementById('activity-content');
    content.setAttribute('aria-busy', 'true');
    return fetch(address, { credentials: 'same-origin', headers: { 'X-PJAX': 'true' } })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) {
          throw new Error('status ' + answer.status);
        }
        return answer.text();
      })
      .then(function (html) {
        content.innerHTML = html;
        content.removeAttribute('aria-busy');
        if (remember) {
          history.pushState({ tab: address }, '', address);
        }
        var chosen = content.querySelector('#issue-tabs .active a');
        if (chosen) {
          chosen.focus();
        }
        JIRA.trigger(JIRA.Events.NEW_CONTENT_ADDED, [jQuery(content), JIRA.CONTENT_ADDED_REASON.tabUpdated]);
      })
      .catch(function () {
        window.location.assign(address);
      });
  }

  document.addEventListener('click', function (event) {
    var link = event.target.closest ? event.target.closest('#issue-tabs a') : null;
    if (link && !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      loadTab(link.getAttribute('href').split('#')[0], true);
    }
  });

  window.addEventListener('popstate', function () {
    if (document.getElementById('activity-content') && !window.location.hash) {
      loadTab(window.location.pathname + window.location.search, false);
    }
  });

  document.addEventListener('DOMContentLoaded', function () {
    JIRA.trigger(JIRA.Events.NEW_CONTENT_ADDED, [jQuery(document), JIRA.CONTENT_ADDED_REASON.pageLoad]);
  });
})();
