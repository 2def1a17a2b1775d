package org.kairan.notification.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kairan.core.ActivityType;
import org.kairan.core.ActivityType.Channel;

class ChannelPolicyTest {

    private final ActivityType free = new ActivityType("outing.free", Channel.MAIL, false, false);
    private final ActivityType mandatory = new ActivityType("outing.must", Channel.PRODUCT, true, false);

    @Test
    void who_has_chosen_nothing_gets_the_preset() {
        assertEquals(Channel.MAIL, ChannelPolicy.channel(free, Optional.empty()));
        assertEquals(Channel.PRODUCT, ChannelPolicy.channel(mandatory, Optional.empty()));
    }

    @Test
    void what_is_mandatory_stays_in_the_product_whatever_was_chosen() {
        assertEquals(Channel.NONE, ChannelPolicy.channel(free, Optional.of(Channel.NONE)));
        assertEquals(Channel.PRODUCT, ChannelPolicy.channel(mandatory, Optional.of(Channel.NONE)));
        assertEquals(Channel.BOTH, ChannelPolicy.channel(mandatory, Optional.of(Channel.MAIL)));
        assertEquals(Channel.BOTH, ChannelPolicy.channel(mandatory, Optional.of(Channel.BOTH)));
        assertTrue(ChannelPolicy.mayChoose(mandatory, Channel.BOTH));
        assertFalse(ChannelPolicy.mayChoose(mandatory, Channel.MAIL));
        assertFalse(ChannelPolicy.mayChoose(mandatory, Channel.NONE));
    }
}
