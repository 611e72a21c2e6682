// A bean that cannot be made.
package org.example.probe;

public class Broken {
    public Broken() {
        throw new IllegalStateException("the probe was told to break");
    }
}
