package io.weir.jdbc;

/** A database that has room for little more, until somebody makes room. */
interface Shortage {

    void begin() throws Exception;

    void end() throws Exception;
}
