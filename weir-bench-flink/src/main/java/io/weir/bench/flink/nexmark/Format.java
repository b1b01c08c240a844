package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Auction;
import io.weir.bench.nexmark.Bid;
import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.Person;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** How what has no serializer among Flink's own fast ones becomes bytes: by hand, which is the fastest that there is. */
enum Format {
    EVENT(Event.class) {
        @Override
        void write(Object value, DataOutputView out) throws IOException {
            if (value instanceof Bid) {
                out.writeByte(BID_TAG);
                BID.write(value, out);
            } else if (value instanceof Auction) {
                out.writeByte(AUCTION_TAG);
                AUCTION.write(value, out);
            } else {
                out.writeByte(PERSON_TAG);
                PERSON.write(value, out);
            }
        }

        @Override
        Object read(DataInputView in) throws IOException {
            int tag = in.readByte();
            return switch (tag) {
                case BID_TAG -> BID.read(in);
                case AUCTION_TAG -> AUCTION.read(in);
                case PERSON_TAG -> PERSON.read(in);
                default -> throw new IOException("no such event: tag=" + tag);
            };
        }
    },
    BID(Bid.class) {
        @Override
        void write(Object value, DataOutputView out) throws IOException {
            Bid bid = (Bid) value;
            out.writeLong(bid.auction());
            out.writeLong(bid.bidder());
            out.writeLong(bid.price());
            StringValue.writeString(bid.channel(), out);
            StringValue.writeString(bid.url(), out);
            out.writeLong(bid.timestamp());
            StringValue.writeString(bid.extra(), out);
        }

        @Override
        Object read(DataInputView in) throws IOException {
            return new Bid(
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    StringValue.readString(in),
                    StringValue.readString(in),
                    in.readLong(),
                    StringValue.readString(in));
        }
    },
    AUCTION(Auction.class) {
        @Override
        void write(Object value, DataOutputView out) throws IOException {
            Auction auction = (Auction) value;
            out.writeLong(auction.id());
            StringValue.writeString(auction.itemName(), out);
            StringValue.writeString(auction.description(), out);
            out.writeLong(auction.initialBid());
            out.writeLong(auction.reserve());
            out.writeLong(auction.timestamp());
            out.writeLong(auction.expires());
            out.writeLong(auction.seller());
            out.writeLong(auction.category());
            StringValue.writeString(auction.extra(), out);
        }

        @Override
        Object read(DataInputView in) throws IOException {
            return new Auction(
                    in.readLong(),
                    StringValue.readString(in),
                    StringValue.readString(in),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    StringValue.readString(in));
        }
    },
    PERSON(Person.class) {
        @Override
        void write(Object value, DataOutputView out) throws IOException {
            Person person = (Person) value;
            out.writeLong(person.id());
            StringValue.writeString(person.name(), out);
            StringValue.writeString(person.email(), out);
            StringValue.writeString(person.creditCard(), out);
            StringValue.writeString(person.city(), out);
            StringValue.writeString(person.state(), out);
            out.writeLong(person.timestamp());
            StringValue.writeString(person.extra(), out);
        }

        @Override
        Object read(DataInputView in) throws IOException {
            return new Person(
                    in.readLong(),
                    StringValue.readString(in),
                    StringValue.readString(in),
                    StringValue.readString(in),
                    StringValue.readString(in),
                    StringValue.readString(in),
                    in.readLong(),
                    StringValue.readString(in));
        }
    },
    /** Results go to a sink in the same chain, as references. */
    RESULT(Object.class) {
        @Override
        void write(Object value, DataOutputView out) {
            throw new IllegalStateException("a result left its task: " + value);
        }

        @Override
        Object read(DataInputView in) {
            throw new IllegalStateException("a result came from another task");
        }
    };

    private static final int PERSON_TAG = 0;
    private static final int AUCTION_TAG = 1;
    private static final int BID_TAG = 2;

    private final Class<?> type;

    Format(Class<?> type) {
        this.type = type;
    }

    Class<?> type() {
        return type;
    }

    abstract void write(Object value, DataOutputView out) throws IOException;

    abstract Object read(DataInputView in) throws IOException;
}
