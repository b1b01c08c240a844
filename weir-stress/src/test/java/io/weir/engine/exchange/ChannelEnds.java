package io.weir.engine.exchange;

import io.weir.engine.item.Batch;

/** Both ends of a channel, for tests of who waits for them. */
public final class ChannelEnds {

    private final Channel channel;

    public ChannelEnds(Channel channel) {
        this.channel = channel;
    }

    public boolean offer(Batch batch) {
        return channel.offer(batch);
    }

    public void fill(Batch batch) {
        for (int i = 0; i < Channel.CAPACITY; i++) {
            if (!channel.offer(batch)) {
                throw new IllegalStateException("full after " + i);
            }
        }
        if (channel.offer(batch)) {
            throw new IllegalStateException("a channel takes more than " + Channel.CAPACITY);
        }
    }

    public boolean hasItem() {
        return channel.peek() != null;
    }

    public void take() {
        channel.take();
    }
}
