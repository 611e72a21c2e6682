// Signature of WebResourceAssembler, to compile against.
package com.atlassian.webresource.api.assembler;

import org.jigit.signature.Uncertain;

public interface WebResourceAssembler {
    RequiredResources resources();

    RequiredData data();
}
