/*
 * What record.c writes and limit.c reads: the statements that one service sent to its database,
 * in order. A recording is a sequence of marks, each followed by its parts; a part is a 32-bit
 * length (-1: SQL null) and so many bytes.
 *
 *   RECORDED_PREPARE  name, text
 *   RECORDED_EXECUTE  name, 32-bit count of parameters, the parameters
 *   RECORDED_SYNC     (end of a transaction)
 */
#ifndef BENCH_RECORDING_H
#define BENCH_RECORDING_H

enum recorded { RECORDED_PREPARE = 'P', RECORDED_EXECUTE = 'E', RECORDED_SYNC = 'S' };

#endif
