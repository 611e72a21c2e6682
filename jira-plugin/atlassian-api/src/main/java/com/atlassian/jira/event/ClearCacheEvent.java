// Signature of ClearCacheEvent, to compile against.
package com.atlassian.jira.event;

public class ClearCacheEvent extends AbstractEvent {}
