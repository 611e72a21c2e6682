// Signature of AbstractDescriptor, with the behaviour of a value.
package com.opensymphony.workflow.loader;

import org.jigit.signature.Uncertain;

public abstract class AbstractDescriptor {
    private int id;

    AbstractDescriptor() {}

    public int getId() {
        return id;
    }

    @Uncertain
    public void setId(int id) {
        this.id = id;
    }
}
