// The kernels of bench/threads in C, for ThreadSanitizer: compiled with and without -fsanitize=thread by rows/tsan.ts. Same
// algorithms, sizes and synchronisation (a pthread mutex where JavaScript locks a word); rounds begin and end at barriers.
//
//   kernels <kernel> <workers> <rounds>      prints what each round took, ms, as bench/threads/harness.mjs does
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int workers;
static pthread_barrier_t barrier;

// matmul

enum { MATRIX = 160 };
static double *left, *right, *product;

static void matmul_make(void) {
  left = malloc(sizeof(double) * MATRIX * MATRIX);
  right = malloc(sizeof(double) * MATRIX * MATRIX);
  product = malloc(sizeof(double) * MATRIX * MATRIX);
  for (int i = 0; i < MATRIX * MATRIX; i++) {
    left[i] = (i * 7919) % 13;
    right[i] = ((i + MATRIX * MATRIX) * 7919) % 13;
  }
}

static void matmul_work(int me, int round) {
  (void)round;
  for (int i = me; i < MATRIX; i += workers)
    for (int j = 0; j < MATRIX; j++) {
      double sum = 0;
      for (int k = 0; k < MATRIX; k++) sum += left[i * MATRIX + k] * right[k * MATRIX + j];
      product[i * MATRIX + j] = sum;
    }
}

static double matmul_check(void) {
  double sum = 0;
  for (int i = 0; i < MATRIX * MATRIX; i++) sum += product[i];
  return sum;
}

// histogram

enum { BYTES = 1 << 20 };
static uint8_t *bytes;
static uint32_t *bins;

static void histogram_make(void) {
  bytes = malloc(BYTES);
  bins = malloc(sizeof(uint32_t) * 256 * (size_t)workers);
  for (uint32_t i = 0; i < BYTES; i++) bytes[i] = (uint8_t)((i * 2654435761u) >> 13);
}

static void histogram_work(int me, int round) {
  (void)round;
  uint32_t *mine = bins + 256 * me;
  int from = BYTES / workers * me, to = me == workers - 1 ? BYTES : BYTES / workers * (me + 1);
  memset(mine, 0, 256 * sizeof *mine);
  for (int pass = 0; pass < 4; pass++)
    for (int i = from; i < to; i++) mine[bytes[i]]++;
}

static double histogram_check(void) {
  double sum = 0;
  for (int i = 0; i < 256 * workers; i++) sum += bins[i];
  return sum;
}

// mandelbrot

enum { WIDTH = 320, HEIGHT = 240 };
static uint8_t *pixels;

static void mandelbrot_make(void) { pixels = malloc(WIDTH * HEIGHT); }

static void mandelbrot_work(int me, int round) {
  (void)round;
  for (int y = me; y < HEIGHT; y += workers)
    for (int x = 0; x < WIDTH; x++) {
      double cr = (double)x / WIDTH * 3 - 2, ci = (double)y / HEIGHT * 2 - 1, zr = 0, zi = 0;
      int n = 0;
      while (n < 255 && zr * zr + zi * zi < 4) {
        double t = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = t;
        n++;
      }
      pixels[y * WIDTH + x] = (uint8_t)n;
    }
}

static double mandelbrot_check(void) {
  double sum = 0;
  for (int i = 0; i < WIDTH * HEIGHT; i++) sum += pixels[i];
  return sum;
}

// prefix-sum

enum { VALUES = 1 << 19 };
static int32_t *values, *totals;
static atomic_int arrived;

static void prefix_sum_make(void) {
  values = malloc(sizeof(int32_t) * VALUES);
  totals = malloc(sizeof(int32_t) * 64);
}

static void prefix_sum_work(int me, int round) {
  int from = VALUES / workers * me, to = me == workers - 1 ? VALUES : VALUES / workers * (me + 1);
  for (int i = from; i < to; i++) values[i] = i & 3;
  for (int i = from + 1; i < to; i++) values[i] += values[i - 1];
  totals[me] = values[to - 1];
  atomic_fetch_add(&arrived, 1);
  while (atomic_load(&arrived) < workers * (round + 1)) sched_yield();
  int offset = 0;
  for (int w = 0; w < me; w++) offset += totals[w];
  if (offset != 0)
    for (int i = from; i < to; i++) values[i] += offset;
}

static double prefix_sum_check(void) { return values[VALUES - 1]; }

// sort

enum { SORTED = 1 << 17 };
static int32_t *list;

static void sort_make(void) { list = malloc(sizeof(int32_t) * SORTED); }

static void quicksort(int32_t *v, int low, int high) {
  while (low < high) {
    int32_t pivot = v[(low + high) >> 1];
    int i = low, j = high;
    while (i <= j) {
      while (v[i] < pivot) i++;
      while (v[j] > pivot) j--;
      if (i <= j) {
        int32_t t = v[i];
        v[i++] = v[j];
        v[j--] = t;
      }
    }
    if (j - low < high - i) {
      quicksort(v, low, j);
      low = i;
    } else {
      quicksort(v, i, high);
      high = j;
    }
  }
}

static void sort_work(int me, int round) {
  (void)round;
  int from = SORTED / workers * me, to = me == workers - 1 ? SORTED : SORTED / workers * (me + 1);
  for (int i = from; i < to; i++) list[i] = (int32_t)(((uint32_t)i * 0x9e3779b1u) >> 8);
  quicksort(list, from, to - 1);
}

static double sort_check(void) {
  for (int w = 0; w < workers; w++) {
    int from = SORTED / workers * w, to = w == workers - 1 ? SORTED : SORTED / workers * (w + 1);
    for (int i = from + 1; i < to; i++)
      if (list[i - 1] > list[i]) return -1;
  }
  return list[0];
}

// hash-table

enum { SLOTS = 4096, OPERATIONS = 20000 };
static int32_t *table;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void hash_table_make(void) { table = calloc(2 + 2 * SLOTS, sizeof(int32_t)); }

static void put(int32_t *t, int32_t key, int32_t value) {
  uint32_t i = (((uint32_t)key * 0x9e3779b1u) >> 8) % SLOTS;
  while (t[2 + 2 * i] != 0 && t[2 + 2 * i] != key) i = (i + 1) % SLOTS;
  if (t[2 + 2 * i] == 0) t[1]++;
  t[2 + 2 * i] = key;
  t[3 + 2 * i] += value;
}

static void hash_table_work(int me, int round) {
  (void)round;
  for (int n = 0; n < OPERATIONS / workers; n++) {
    pthread_mutex_lock(&mutex);
    for (int k = 0; k < 8; k++) put(table, 1 + (n * 31 + k * 17 + me) % 2000, 1);
    pthread_mutex_unlock(&mutex);
  }
}

static double hash_table_check(void) {
  double sum = 0;
  for (int i = 0; i < SLOTS; i++) sum += table[3 + 2 * i];
  return sum;
}

// ring: worker 2k produces, worker 2k + 1 consumes blocks of 16 numbers

enum { CAPACITY = 1024, BLOCK = 16, ITEMS = 1 << 17 };
struct ring {
  _Alignas(64) atomic_int head;
  _Alignas(64) atomic_int tail;
  double data[CAPACITY];
};
static struct ring *rings;
static double *sums;

static void ring_make(void) {
  rings = aligned_alloc(64, sizeof(struct ring) * (size_t)(workers / 2 + 1));
  memset(rings, 0, sizeof(struct ring) * (size_t)(workers / 2 + 1));
  sums = calloc((size_t)workers, sizeof(double));
}

static int push(struct ring *r, int first) {
  int head = atomic_load(&r->head);
  if (head - atomic_load(&r->tail) > CAPACITY - BLOCK) return 0;
  for (int i = 0; i < BLOCK; i++) r->data[(head + i) & (CAPACITY - 1)] = first + i;
  atomic_store(&r->head, head + BLOCK);
  return 1;
}

static int pop(struct ring *r, double *sum) {
  int tail = atomic_load(&r->tail);
  if (atomic_load(&r->head) - tail < BLOCK) return 0;
  for (int i = 0; i < BLOCK; i++) *sum += r->data[(tail + i) & (CAPACITY - 1)];
  atomic_store(&r->tail, tail + BLOCK);
  return 1;
}

static void ring_work(int me, int round) {
  (void)round;
  struct ring *r = &rings[me >> 1];
  double sum = 0;
  if (me == workers - 1 && (me & 1) == 0) {
    for (int n = 0; n < ITEMS; n += BLOCK) {
      push(r, n);
      pop(r, &sum);
    }
  } else if ((me & 1) == 0) {
    for (int n = 0; n < ITEMS;)
      if (push(r, n)) n += BLOCK;
  } else {
    for (int n = 0; n < ITEMS;)
      if (pop(r, &sum)) n += BLOCK;
  }
  sums[me] += sum;
}

static double ring_check(void) { return atomic_load(&rings[0].head); }

// harness

struct kernel {
  const char *name;
  void (*make)(void);
  void (*work)(int me, int round);
  double (*check)(void);
};

static const struct kernel kernels[] = {
    {"matmul", matmul_make, matmul_work, matmul_check},
    {"histogram", histogram_make, histogram_work, histogram_check},
    {"mandelbrot", mandelbrot_make, mandelbrot_work, mandelbrot_check},
    {"prefix-sum", prefix_sum_make, prefix_sum_work, prefix_sum_check},
    {"sort", sort_make, sort_work, sort_check},
    {"hash-table", hash_table_make, hash_table_work, hash_table_check},
    {"ring", ring_make, ring_work, ring_check},
};

static const struct kernel *kernel;
static int rounds;

static void *run(void *argument) {
  int me = (int)(intptr_t)argument;
  for (int round = 0; round < rounds; round++) {
    pthread_barrier_wait(&barrier);
    kernel->work(me, round);
    pthread_barrier_wait(&barrier);
  }
  return NULL;
}

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void print(const char *name, const double *list) {
  printf("\"%s\":[", name);
  for (int i = 0; i < rounds; i++) printf("%s%.4f", i == 0 ? "" : ",", list[i]);
  printf("],");
}

int main(int count, char **words) {
  if (count != 4) return 2;
  workers = atoi(words[2]);
  rounds = atoi(words[3]);
  for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
    if (strcmp(kernels[i].name, words[1]) == 0) kernel = &kernels[i];
  if (kernel == NULL || workers < 1 || workers > 64 || rounds < 1) return 2;
  kernel->make();
  pthread_barrier_init(&barrier, NULL, (unsigned)workers + 1);
  pthread_t threads[64];
  for (int me = 0; me < workers; me++) pthread_create(&threads[me], NULL, run, (void *)(intptr_t)me);
  double *cpu = calloc((size_t)rounds, sizeof(double)), *wall = calloc((size_t)rounds, sizeof(double));
  for (int round = 0; round < rounds; round++) {
    double cpu_start = now(CLOCK_PROCESS_CPUTIME_ID), start = now(CLOCK_MONOTONIC);
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    wall[round] = now(CLOCK_MONOTONIC) - start;
    cpu[round] = now(CLOCK_PROCESS_CPUTIME_ID) - cpu_start;
  }
  for (int me = 0; me < workers; me++) pthread_join(threads[me], NULL);
  printf("{\"kernel\":\"%s\",", words[1]);
  print("cpu", cpu);
  print("wall", wall);
  printf("\"check\":%.17g}\n", kernel->check());
  return 0;
}
