// The main road on the embedded database.
package org.jigit.it;

class MainStoryOnH2IT extends MainStory {
    @Override
    Stage stage() throws Exception {
        return Stage.shared();
    }
}
