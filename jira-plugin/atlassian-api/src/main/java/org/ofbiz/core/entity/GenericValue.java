// Signature of GenericValue, to compile against.
package org.ofbiz.core.entity;

public class GenericValue {
    private GenericValue() {}
}
