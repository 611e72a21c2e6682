// Signature of GenericEntityException, to compile against.
package org.ofbiz.core.entity;

import org.jigit.signature.Uncertain;

public class GenericEntityException extends Exception {
    private static final long serialVersionUID = 1L;

    @Uncertain
    public GenericEntityException(String message) {
        super(message);
    }
}
