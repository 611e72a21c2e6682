// Reads times in the two shapes that the hosts write.
package org.jigit.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** By hand, since {@link Instant#parse} takes about a microsecond for each of the two hundred times of a page. */
final class Times {
    private Times() {}

    /** {@code 2026-03-02T10:14:59.123+01:00}: fractions are optional and cut to milliseconds. */
    static Instant rfc3339(String text) {
        if (text == null) {
            return null;
        }
        int length = text.length();
        if (length < 20 || text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(10) != 'T') {
            throw noTime(text);
        }
        long date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int at = 19;
        int millis = 0;
        if (text.charAt(at) == '.') {
            int scale = 100;
            for (at++; at < length && text.charAt(at) >= '0' && text.charAt(at) <= '9'; at++) {
                millis += (text.charAt(at) - '0') * scale;
                scale /= 10;
            }
        }
        int offset;
        if (at == length - 1 && text.charAt(at) == 'Z') {
            offset = 0;
        } else if (at == length - 6 && text.charAt(at + 3) == ':') {
            offset = zone(text, at, at + 4);
        } else {
            throw noTime(text);
        }
        return Instant.ofEpochSecond(date * DAY + clock(text, 11) - offset, millis * 1_000_000L);
    }

    /** {@code Mon Mar 02 11:14:59 2026 +0100}, as Git writes it. */
    static Instant git(String text) {
        if (text == null) {
            return null;
        }
        int month = text.length() == 30 ? MONTHS.indexOf(text.substring(4, 7)) : -1;
        if (month < 0) {
            throw noTime(text);
        }
        long date = LocalDate.of(number(text, 20, 24), month / 3 + 1, number(text, 8, 10))
                .toEpochDay();
        return Instant.ofEpochSecond(date * DAY + clock(text, 11) - zone(text, 25, 28));
    }

    /** {@code 10:14:59} in seconds. */
    private static int clock(String text, int at) {
        return number(text, at, at + 2) * 3600 + number(text, at + 3, at + 5) * 60 + number(text, at + 6, at + 8);
    }

    private static int zone(String text, int at, int minutesAt) {
        int seconds = number(text, at + 1, at + 3) * 3600 + number(text, minutesAt, minutesAt + 2) * 60;
        return text.charAt(at) == '-' ? -seconds : seconds;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                throw noTime(text);
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static DateTimeParseException noTime(String text) {
        return new DateTimeParseException("expected a time", text, 0);
    }

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private static final long DAY = 86_400;
}
