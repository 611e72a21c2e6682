// The laws of the store on H2.
package org.jigit.store;

class StoreOnH2Test extends StoreLaws {
    @Override
    TestDatabase start() throws Exception {
        return TestDatabase.h2();
    }
}
