// The ways from bytes to rows that are measured beside each other.
package org.jigit.bench;

import java.util.function.Function;
import org.jigit.core.Core;

/** A way, with what it is called in tables. */
enum Way {
    WASM("WebAssembly", input -> new CoreReader(Core.Choice.WASM, input)),
    JNI("native library", input -> new CoreReader(Core.Choice.JNI, input)),
    STREAMING_SCANNER("streaming, scanner", input -> new StreamingReader(new Keys.Scanner(input.projects()), input)),
    STREAMING_REGEX("streaming, regex", input -> new StreamingReader(new Keys.Regex(input.projects()), input)),
    POJO_SCANNER("POJO, scanner", input -> new PojoReader(new Keys.Scanner(input.projects()), input)),
    POJO_REGEX("POJO, regex", input -> new PojoReader(new Keys.Regex(input.projects()), input)),
    TREE_SCANNER("tree, scanner", input -> new TreeReader(new Keys.Scanner(input.projects()), input)),
    TREE_REGEX("tree, regex", input -> new TreeReader(new Keys.Regex(input.projects()), input));

    final String title;
    private final Function<Input, RowReader> open;

    Way(String title, Function<Input, RowReader> open) {
        this.title = title;
        this.open = open;
    }

    RowReader open(Input input) {
        return open.apply(input);
    }
}
