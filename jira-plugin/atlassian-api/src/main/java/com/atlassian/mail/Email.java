// Signature of Email, with the behaviour of a value.
package com.atlassian.mail;

import java.io.Serializable;

public class Email implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String to;
    private String subject = "";
    private String body = "";
    private String mimeType = "text/plain";

    public Email(String to) {
        if (to == null || to.isBlank()) {
            throw new IllegalArgumentException("an e-mail needs somebody to go to");
        }
        this.to = to;
    }

    public String getTo() {
        return to;
    }

    public Email setSubject(String value) {
        this.subject = value;
        return this;
    }

    public String getSubject() {
        return subject;
    }

    public Email setBody(String value) {
        this.body = value;
        return this;
    }

    public String getBody() {
        return body;
    }

    public Email setMimeType(String value) {
        this.mimeType = value;
        return this;
    }

    public String getMimeType() {
        return mimeType;
    }
}
