// Signature of RequiredResources, to compile against.
package com.atlassian.webresource.api.assembler;

public interface RequiredResources {
    RequiredResources requireWebResource(String moduleKey);

    RequiredResources requireModule(String moduleKey);

    RequiredResources requireContext(String context);
}
