// Signature of RequiredData, to compile against.
package com.atlassian.webresource.api.assembler;

public interface RequiredData {
    RequiredData requireData(String key, String content);

    RequiredData requireData(String key, Boolean content);

    RequiredData requireData(String key, Number content);
}
