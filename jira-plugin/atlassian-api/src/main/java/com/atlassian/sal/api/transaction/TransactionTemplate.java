// Signature of TransactionTemplate, to compile against.
package com.atlassian.sal.api.transaction;

public interface TransactionTemplate {
    <T> T execute(TransactionCallback<T> callback);
}
