// Ranges of addresses that administrators write.
package org.jigit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.77/24, 192.0.2.1, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fe80::/10, fe80:0:0:0:0:0:0:1%eth0, true",
        "192.0.2.0/24, ::ffff:192.0.2.1, true",
        "192.0.2.0/24, 2001:db8::1, false",
        "192.0.2.0/24, unknown, false"
    })
    void a_range_holds_the_addresses_that_begin_as_it_does(String range, String sender, boolean inside) {
        assertEquals(inside, Network.anyContains(List.of("198.51.100.1", range), sender));
    }

    @ParameterizedTest
    @CsvSource({
        "gerrit.example.com",
        "192.0.2",
        "192.0.2.300",
        "192.0.2.0/33",
        "192.0.2.0/",
        "192.0.2.0/-1",
        "2001:db8::/129",
        "1:2",
        "/24"
    })
    void what_is_no_range_is_not_read(String text) {
        assertTrue(Network.read(text).isEmpty());
    }

    @Test
    void nothing_is_in_no_range() {
        assertFalse(Network.anyContains(List.of(), "192.0.2.1"));
    }
}
