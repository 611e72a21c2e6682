// Signature of WebResourceAssembler, to compile against.
package com.atlassian.webresource.api.assembler;

public interface WebResourceAssembler {
    RequiredResources resources();

    RequiredData data();
}
