// Signature of ActionDescriptor, with the behaviour of a value; its view names the screen, and is null without one.
package com.opensymphony.workflow.loader;

import org.jigit.signature.Uncertain;

public class ActionDescriptor extends AbstractDescriptor {
    private String name;
    private String view;

    @Uncertain
    public ActionDescriptor() {}

    public String getName() {
        return name;
    }

    @Uncertain
    public void setName(String name) {
        this.name = name;
    }

    public String getView() {
        return view;
    }

    @Uncertain
    public void setView(String view) {
        this.view = view;
    }

    @Override
    public String toString() {
        return name;
    }
}
