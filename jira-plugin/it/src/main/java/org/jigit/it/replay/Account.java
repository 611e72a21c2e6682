// A login on the stand-in: a person, a bot or an organisation.
package org.jigit.it.replay;

/**
 * A login on the stand-in.
 *
 * @param login the name
 * @param id the number
 * @param type {@code User}, {@code Bot} or {@code Organization}
 */
public record Account(String login, long id, String type) {}
