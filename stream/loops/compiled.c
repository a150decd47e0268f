/* The hot loops of the core. Each has a twin of the same name in plain.py, plain_texts.py,
   plain_index.py, plain_profiles.py or plain_threads.py and gives the same result. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The compiler writes the loop once for processors with wide registers and once for all, and the loader chooses. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

/* ---- the learned model ----------------------------------------------------------------------------------------- */

/* See plain.py for these. */
#define LABELS 16
#define WIDTH 5
#define REACH 2
#define SCALE 32
#define ROW (WIDTH * LABELS)
#define MOST_COLUMNS 16

/* All that one text needs. `numbers` is the columns one after the other, `count` numbers each. */
typedef struct {
  Py_ssize_t columns, count;
  const int32_t *rows, *bias, *start, *step;
  const int16_t *tables[MOST_COLUMNS];
  const int32_t *words, *numbers;
  int32_t *scores, *reached;
  uint8_t *found;
} Text;

/* What a word adds to the labels of the words around it: the place beyond the end of a sentence for word -1. */
WIDE static void add_word(const Text *text, Py_ssize_t word, int32_t *wide) {
  const int16_t *tables[MOST_COLUMNS];
  for (Py_ssize_t column = 0; column < text->columns; column++) {
    const int64_t number = word < 0 ? 0 : text->numbers[column * text->count + word];
    tables[column] = text->tables[column] + number * ROW;
  }
  const int32_t *row = text->rows + (word < 0 ? 0 : (int64_t)text->words[word]) * ROW;
  for (int place = 0; place < WIDTH; place++) {
    int32_t narrow[LABELS] = {0};
    for (Py_ssize_t column = 0; column < text->columns; column++)
      for (int label = 0; label < LABELS; label++) narrow[label] += tables[column][place * LABELS + label];
    for (int label = 0; label < LABELS; label++)
      wide[place * LABELS + label] = row[place * LABELS + label] + narrow[label] * SCALE;
  }
}

/* The scores of the words of one sentence: what each word's window holds. */
WIDE static void add_scores(const Text *text, Py_ssize_t first, Py_ssize_t stop) {
  int32_t outside[ROW], wide[ROW];
  const Py_ssize_t size = stop - first;
  add_word(text, -1, outside);
  for (Py_ssize_t at = 0; at < size; at++) {
    int32_t *score = text->scores + at * LABELS;
    memcpy(score, text->bias, LABELS * sizeof *score);
    for (int place = 0; place < WIDTH; place++) {
      const Py_ssize_t seen = at + place - REACH;
      if (seen < 0 || seen >= size)
        for (int label = 0; label < LABELS; label++) score[label] += outside[place * LABELS + label];
    }
  }
  for (Py_ssize_t seen = 0; seen < size; seen++) {
    add_word(text, first + seen, wide);
    for (int place = 0; place < WIDTH; place++) {
      const Py_ssize_t at = seen + REACH - place;
      if (at < 0 || at >= size) continue;
      int32_t *score = text->scores + at * LABELS;
      for (int label = 0; label < LABELS; label++) score[label] += wide[place * LABELS + label];
    }
  }
}

/* Viterbi over one sentence. Every sum is held against that of label 0, so that none runs out of 32 bits. */
WIDE static void choose(const Text *text, Py_ssize_t first, Py_ssize_t stop) {
  const Py_ssize_t size = stop - first;
  int32_t before[LABELS], here[LABELS];
  for (int label = 0; label < LABELS; label++) before[label] = text->scores[label] + text->start[label];
  for (Py_ssize_t at = 0;; at++) {
    const int32_t held = before[0];
    for (int label = 0; label < LABELS; label++) before[label] -= held;
    memcpy(text->reached + at * LABELS, before, sizeof before);
    if (at + 1 == size) break;
    for (int label = 0; label < LABELS; label++) here[label] = before[0] + text->step[label];
    for (int from = 1; from < LABELS; from++) {
      const int32_t *step = text->step + from * LABELS, base = before[from];
      for (int label = 0; label < LABELS; label++) {
        const int32_t sum = base + step[label];
        here[label] = sum > here[label] ? sum : here[label];
      }
    }
    const int32_t *score = text->scores + (at + 1) * LABELS;
    for (int label = 0; label < LABELS; label++) before[label] = here[label] + score[label];
  }
  int32_t into[LABELS][LABELS]; /* `step` turned: what leads to a label lies side by side */
  for (int from = 0; from < LABELS; from++)
    for (int label = 0; label < LABELS; label++) into[label][from] = text->step[from * LABELS + label];
  const int32_t nothing[LABELS] = {0}, *behind = nothing;
  for (Py_ssize_t at = size - 1; at >= 0; at--) {
    const int32_t *reached = text->reached + at * LABELS;
    int32_t most = INT32_MIN;
    for (int label = 0; label < LABELS; label++) {
      here[label] = reached[label] + behind[label];
      most = here[label] > most ? here[label] : most;
    }
    int best = 0;
    while (here[best] != most) best++;
    text->found[first + at] = (uint8_t)best;
    behind = into[best];
  }
}

/* Numbers of a list into an array; each must be in 0 .. limit-1. */
static int read_numbers(PyObject *list, Py_ssize_t count, Py_ssize_t limit, int32_t *into) {
  if (!PyList_Check(list) || PyList_GET_SIZE(list) != count) {
    PyErr_SetString(PyExc_ValueError, "a column is no list of one number a word");
    return -1;
  }
  for (Py_ssize_t at = 0; at < count; at++) {
    const long number = PyLong_AsLong(PyList_GET_ITEM(list, at));
    if (number < 0 || number >= limit) {
      if (!PyErr_Occurred()) PyErr_Format(PyExc_IndexError, "number %ld of a table of %zd rows", number, limit);
      return -1;
    }
    into[at] = (int32_t)number;
  }
  return 0;
}

static int read_table(PyObject *given, Py_buffer *view, Py_ssize_t itemsize, Py_ssize_t multiple) {
  if (PyObject_GetBuffer(given, view, PyBUF_C_CONTIGUOUS) < 0) return -1;
  if (view->itemsize == itemsize && view->len > 0 && view->len % (itemsize * multiple) == 0) return 0;
  PyBuffer_Release(view);
  PyErr_SetString(PyExc_ValueError, "a table of another form than the loops read");
  return -1;
}

PyDoc_STRVAR(label_words_doc,
  "label_words(sentences, words, rows, columns, bias, start, step)\n--\n\nSee stream.loops.plain.label_words.");

static PyObject *label_words(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (given != 7) {
    PyErr_SetString(PyExc_TypeError, "label_words takes 7 arguments");
    return NULL;
  }
  PyObject *sentences = args[0], *words = args[1], *columns = args[3];
  if (!PyList_Check(sentences) || !PyList_Check(words) || !PyList_Check(columns) ||
      PyList_GET_SIZE(columns) > MOST_COLUMNS) {
    PyErr_SetString(PyExc_TypeError, "sentences, words and columns are lists");
    return NULL;
  }
  Text text = {.columns = PyList_GET_SIZE(columns), .count = PyList_GET_SIZE(words)};
  const Py_ssize_t count = text.count;
  Py_buffer views[4 + MOST_COLUMNS];
  int held = 0;
  PyObject *result = NULL;
  char *room = NULL;
  PyObject *const tables[4] = {args[2], args[4], args[5], args[6]};
  const Py_ssize_t multiples[4] = {ROW, LABELS, LABELS, LABELS * LABELS};
  for (int at = 0; at < 4; at++, held++)
    if (read_table(tables[at], &views[held], sizeof(int32_t), multiples[at]) < 0) goto done;
  text.rows = views[0].buf, text.bias = views[1].buf, text.start = views[2].buf, text.step = views[3].buf;

  Py_ssize_t longest = 0;
  for (Py_ssize_t at = 0; at < PyList_GET_SIZE(sentences); at++) {
    Py_ssize_t first, stop;
    if (!PyArg_ParseTuple(PyList_GET_ITEM(sentences, at), "nn", &first, &stop)) goto done;
    if (first < 0 || stop < first || stop > count) {
      PyErr_SetString(PyExc_IndexError, "a sentence beyond the words");
      goto done;
    }
    longest = stop - first > longest ? stop - first : longest;
  }
  const Py_ssize_t cells = longest * LABELS, numbers = count * (text.columns + 1);
  room = PyMem_Malloc((2 * cells + numbers) * sizeof(int32_t) + count + 1);
  if (room == NULL) {
    PyErr_NoMemory();
    goto done;
  }
  text.scores = (int32_t *)room, text.reached = text.scores + cells;
  int32_t *into = text.reached + cells;
  text.words = into, text.numbers = into + count;
  text.found = (uint8_t *)(into + numbers);
  memset(text.found, 0, count + 1);
  if (read_numbers(words, count, views[0].len / (Py_ssize_t)(ROW * sizeof(int32_t)), into) < 0) goto done;
  for (Py_ssize_t at = 0; at < text.columns; at++) {
    PyObject *listed, *table;
    if (!PyArg_ParseTuple(PyList_GET_ITEM(columns, at), "OO", &listed, &table)) goto done;
    if (read_table(table, &views[held], sizeof(int16_t), ROW) < 0) goto done;
    text.tables[at] = views[held].buf;
    const Py_ssize_t limit = views[held++].len / (Py_ssize_t)(ROW * sizeof(int16_t));
    if (read_numbers(listed, count, limit, into + count * (at + 1)) < 0) goto done;
  }
  for (Py_ssize_t at = 0; at < PyList_GET_SIZE(sentences); at++) {
    PyObject *pair = PyList_GET_ITEM(sentences, at);
    const Py_ssize_t first = PyLong_AsSsize_t(PyTuple_GET_ITEM(pair, 0));
    const Py_ssize_t stop = PyLong_AsSsize_t(PyTuple_GET_ITEM(pair, 1));
    if (first == stop) continue;
    add_scores(&text, first, stop);
    choose(&text, first, stop);
  }
  result = PyBytes_FromStringAndSize((const char *)text.found, count);
done:
  PyMem_Free(room);
  while (held > 0) PyBuffer_Release(&views[--held]);
  return result;
}

/* ---- sketches -------------------------------------------------------------------------------------------------- */

/* XXH3 of 64 bits (Yann Collet, BSD 2-Clause) for 1 to 16 bytes, which nearly all words have. */
static const unsigned char secret[64] = {
  0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
  0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
  0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
  0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
};
#define LONGEST_HASHED 16

static inline uint64_t little(const unsigned char *bytes, int count) {
  uint64_t value = 0;
  for (int at = count - 1; at >= 0; at--) value = value << 8 | bytes[at];
  return value;
}

static inline uint64_t turned(uint64_t value) {
  uint64_t result = 0;
  for (int at = 0; at < 8; at++, value >>= 8) result = result << 8 | (value & 0xFF);
  return result;
}

/* The product of 128 bits, its halves folded. */
static inline uint64_t folded_product(uint64_t one, uint64_t other) {
  const uint64_t low = (one & 0xFFFFFFFFu) * (other & 0xFFFFFFFFu), cross = (one >> 32) * (other & 0xFFFFFFFFu);
  const uint64_t middle = (one & 0xFFFFFFFFu) * (other >> 32) + (low >> 32) + (cross & 0xFFFFFFFFu);
  const uint64_t high = (one >> 32) * (other >> 32) + (cross >> 32) + (middle >> 32);
  return high ^ (middle << 32 | (low & 0xFFFFFFFFu));
}

static uint64_t hash_of(const unsigned char *word, Py_ssize_t length, uint64_t seed) {
  uint64_t hash;
  if (length <= 3) {
    const uint32_t mixed = (uint32_t)word[0] << 16 | (uint32_t)word[length >> 1] << 24 | word[length - 1] | (uint32_t)length << 8;
    hash = mixed ^ ((little(secret, 4) ^ little(secret + 4, 4)) + seed);
    hash = (hash ^ hash >> 33) * 0xC2B2AE3D27D4EB4Fu;
    hash = (hash ^ hash >> 29) * 0x165667B19E3779F9u;
    return hash ^ hash >> 32;
  }
  if (length <= 8) {
    seed ^= turned(seed & 0xFFFFFFFFu) >> 32 << 32;
    hash = (little(word + length - 4, 4) + (little(word, 4) << 32)) ^ ((little(secret + 8, 8) ^ little(secret + 16, 8)) - seed);
    hash ^= (hash << 49 | hash >> 15) ^ (hash << 24 | hash >> 40);
    hash *= 0x9FB21C651E98DF25u;
    hash ^= (hash >> 35) + (uint64_t)length;
    hash *= 0x9FB21C651E98DF25u;
    return hash ^ hash >> 28;
  }
  const uint64_t low = little(word, 8) ^ ((little(secret + 24, 8) ^ little(secret + 32, 8)) + seed);
  const uint64_t high = little(word + length - 8, 8) ^ ((little(secret + 40, 8) ^ little(secret + 48, 8)) - seed);
  hash = (uint64_t)length + turned(low) + high + folded_product(low, high);
  hash = (hash ^ hash >> 37) * 0x165667919E3779F9u;
  return hash ^ hash >> 32;
}

PyDoc_STRVAR(word_hashes_doc, "word_hashes(words, known, seed)\n--\n\nSee stream.loops.plain.word_hashes.");

static PyObject *word_hashes(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (given != 3 || !PyList_Check(args[0]) || !PyDict_Check(args[1]) || !PyLong_Check(args[2])) {
    PyErr_SetString(PyExc_TypeError, "word_hashes takes a list, a dict and a number");
    return NULL;
  }
  PyObject *words = args[0], *known = args[1];
  const uint64_t seed = PyLong_AsUnsignedLongLong(args[2]);
  if (PyErr_Occurred()) return NULL;
  const Py_ssize_t count = PyList_GET_SIZE(words);
  PyObject *result = PyBytes_FromStringAndSize(NULL, count * (Py_ssize_t)sizeof(uint64_t));
  if (result == NULL) return NULL;
  char *into = PyBytes_AS_STRING(result);
  /* The list is looked at anew each time: what a dict does about a missing word is Python. */
  for (Py_ssize_t at = 0; at < count; at++) {
    if (at >= PyList_GET_SIZE(words)) {
      PyErr_SetString(PyExc_ValueError, "the words changed");
      Py_DECREF(result);
      return NULL;
    }
    PyObject *word = PyList_GET_ITEM(words, at);
    uint64_t hash;
    if (PyUnicode_CheckExact(word) && PyUnicode_IS_READY(word) && PyUnicode_IS_ASCII(word) && PyUnicode_GET_LENGTH(word) &&
        PyUnicode_GET_LENGTH(word) <= LONGEST_HASHED) {
      hash = hash_of((const unsigned char *)PyUnicode_1BYTE_DATA(word), PyUnicode_GET_LENGTH(word), seed);
    } else {
      Py_INCREF(word);
      PyObject *found = PyDict_GetItemWithError(known, word);
      if (found != NULL)
        Py_INCREF(found);
      else if (!PyErr_Occurred())
        found = PyObject_GetItem(known, word);
      Py_DECREF(word);
      hash = found != NULL && PyLong_Check(found) ? PyLong_AsUnsignedLongLong(found) : 0;
      Py_XDECREF(found);
      if (PyErr_Occurred()) {
        Py_DECREF(result);
        return NULL;
      }
    }
    memcpy(into + at * (Py_ssize_t)sizeof hash, &hash, sizeof hash);
  }
  return result;
}

#define SHINGLE 5
#define KEY_LIMIT (1u << 28)
#define TEASER 20
#define LEAD 38
#define MIN_KEYS 8
#define MAX_KEYS 256
#define LEAD_KEYS (LEAD - TEASER + 1)

static int ascending_64(const void *one, const void *other) {
  const uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;
  return (a > b) - (a < b);
}

static int ascending_32(const void *one, const void *other) {
  const uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
  return (a > b) - (a < b);
}

static Py_ssize_t smaller(Py_ssize_t one, Py_ssize_t other) { return one < other ? one : other; }

/* The keys of a text into `keys`, which has room for MAX_KEYS + LEAD_KEYS; how many there are. `mixed` and `ranked` have
   room for `count` shingles. */
static Py_ssize_t find_keys(const uint64_t *hashes, Py_ssize_t count, uint64_t salt, uint64_t *mixed, uint64_t *ranked,
                            uint32_t *keys) {
  for (Py_ssize_t at = 0; at < count; at++) {
    uint64_t mix = hashes[at];
    for (int step = 1; step < SHINGLE; step++) mix = mix * 0x9E3779B97F4A7C15u + hashes[at + step];
    mix ^= mix >> 30;
    mix *= 0xBF58476D1CE4E5B9u;
    mix ^= mix >> 27;
    mix *= 0x94D049BB133111EBu;
    mixed[at] = mix ^ (mix >> 31) ^ salt;
  }
  Py_ssize_t low = 0;
  for (Py_ssize_t at = 0; at < count; at++)
    if (mixed[at] >> 32 < KEY_LIMIT) ranked[low++] = (mixed[at] & ~(uint64_t)UINT32_MAX) | (uint64_t)at;
  const Py_ssize_t wanted = smaller(smaller(low > MIN_KEYS ? low : MIN_KEYS, MAX_KEYS), count);
  if (wanted > low) {
    for (Py_ssize_t at = 0; at < count; at++) ranked[at] = (mixed[at] & ~(uint64_t)UINT32_MAX) | (uint64_t)at;
    low = count;
  }
  if (wanted < low) qsort(ranked, low, sizeof *ranked, ascending_64);
  Py_ssize_t found = 0;
  for (; found < wanted; found++) keys[found] = (uint32_t)mixed[ranked[found] & UINT32_MAX];
  const Py_ssize_t lead = smaller(count, LEAD - SHINGLE + 1), window = TEASER - SHINGLE + 1;
  for (Py_ssize_t first = 0; first + window <= lead; first++) {
    Py_ssize_t best = first;
    for (Py_ssize_t at = first + 1; at < first + window; at++)
      if (mixed[at] >> 32 < mixed[best] >> 32) best = at;
    keys[found++] = (uint32_t)mixed[best];
  }
  qsort(keys, found, sizeof *keys, ascending_32);
  Py_ssize_t unique = 0;
  for (Py_ssize_t at = 0; at < found; at++)
    if (unique == 0 || keys[at] != keys[unique - 1]) keys[unique++] = keys[at];
  return unique;
}

PyDoc_STRVAR(sketch_hashes_doc,
  "sketch_hashes(hashes, salt, counts)\n--\n\nSee stream.loops.plain.sketch_hashes.");

static PyObject *sketch_hashes(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (given != 3 || !PyList_Check(args[2])) {
    PyErr_SetString(PyExc_TypeError, "sketch_hashes takes hashes, a number and a list");
    return NULL;
  }
  const uint64_t salt = PyLong_AsUnsignedLongLong(args[1]);
  if (PyErr_Occurred()) return NULL;
  Py_buffer view;
  if (PyObject_GetBuffer(args[0], &view, PyBUF_C_CONTIGUOUS) < 0) return NULL;
  PyObject *result = NULL, *codes = NULL, *checks = NULL, *keys = NULL;
  uint64_t *room = NULL;
  const Py_ssize_t count = view.len / (Py_ssize_t)sizeof(uint64_t), paragraphs = PyList_GET_SIZE(args[2]);
  const Py_ssize_t shingles = count >= SHINGLE ? count - SHINGLE + 1 : 0;
  uint32_t found[MAX_KEYS + LEAD_KEYS];
  codes = PyBytes_FromStringAndSize(NULL, count);
  checks = PyBytes_FromStringAndSize(NULL, paragraphs);
  room = PyMem_Malloc((count + 2 * shingles + 1) * sizeof *room);
  if (codes == NULL || checks == NULL || room == NULL) {
    if (!PyErr_Occurred()) PyErr_NoMemory();
    goto done;
  }
  uint64_t *hashes = room;
  memcpy(hashes, view.buf, count * sizeof *hashes); /* bytes need not lie where numbers may */
  for (Py_ssize_t at = 0; at < count; at++) PyBytes_AS_STRING(codes)[at] = (char)(hashes[at] >> 60);
  Py_ssize_t at = 0;
  for (Py_ssize_t paragraph = 0; paragraph < paragraphs; paragraph++) {
    const Py_ssize_t size = PyLong_AsSsize_t(PyList_GET_ITEM(args[2], paragraph));
    if (size < 0 || size > count - at) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "paragraphs of more words than there are");
      goto done;
    }
    uint64_t check = 0;
    for (const Py_ssize_t end = at + size; at < end; at++) check ^= hashes[at];
    PyBytes_AS_STRING(checks)[paragraph] = (char)(check & 0xFF);
  }
  const Py_ssize_t unique = find_keys(hashes, shingles, salt, room + count, room + count + shingles, found);
  keys = PyBytes_FromStringAndSize((const char *)found, unique * (Py_ssize_t)sizeof *found);
  if (keys != NULL) result = PyTuple_Pack(3, keys, codes, checks);
done:
  Py_XDECREF(keys);
  Py_XDECREF(codes);
  Py_XDECREF(checks);
  PyMem_Free(room);
  PyBuffer_Release(&view);
  return result;
}

/* ---- words ----------------------------------------------------------------------------------------------------- */

PyDoc_STRVAR(ascii_words_doc, "ascii_words(text)\n--\n\nSee stream.loops.plain.ascii_words.");

/* 1 for what is part of a word, 2 for a capital, which is one too. */
static const unsigned char parts[256] = {
  ['0' ... '9'] = 1, ['a' ... 'z'] = 1, ['_'] = 1, ['A' ... 'Z'] = 2,
};

/* The words of so many characters of ASCII, in small letters and as they are written: a pair of lists. */
static PyObject *words_of(const unsigned char *characters, const Py_ssize_t length) {
  PyObject *folded = PyList_New(0), *written = PyList_New(0), *word = NULL, *small = NULL, *result = NULL;
  if (folded == NULL || written == NULL) goto done;
  for (Py_ssize_t at = 0; at < length;) {
    const Py_ssize_t start = at;
    unsigned capitals = 0;
    for (; at < length && parts[characters[at]]; at++) capitals |= parts[characters[at]];
    if (at == start) {
      at++;
      continue;
    }
    word = PyUnicode_New(at - start, 127);
    if (word == NULL) goto done;
    memcpy(PyUnicode_1BYTE_DATA(word), characters + start, at - start);
    if (capitals & 2) {
      small = PyUnicode_New(at - start, 127);
      if (small == NULL) goto done;
      Py_UCS1 *into = PyUnicode_1BYTE_DATA(small);
      for (Py_ssize_t each = start; each < at; each++)
        into[each - start] = characters[each] | (parts[characters[each]] == 2 ? 0x20 : 0);
    } else {
      small = word;
      Py_INCREF(small);
    }
    if (PyList_Append(written, word) < 0 || PyList_Append(folded, small) < 0) goto done;
    Py_CLEAR(word);
    Py_CLEAR(small);
  }
  result = PyTuple_Pack(2, folded, written);
done:
  Py_XDECREF(word);
  Py_XDECREF(small);
  Py_XDECREF(folded);
  Py_XDECREF(written);
  return result;
}

static PyObject *ascii_words(PyObject *module, PyObject *text) {
  (void)module;
  if (!PyUnicode_Check(text) || PyUnicode_READY(text) < 0 || !PyUnicode_IS_ASCII(text)) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "ascii_words takes a text of ASCII alone");
    return NULL;
  }
  return words_of((const unsigned char *)PyUnicode_1BYTE_DATA(text), PyUnicode_GET_LENGTH(text));
}

PyDoc_STRVAR(words_in_text_doc, "words_in_text(text)\n--\n\nSee stream.loops.plain_texts.words_in_text.");

static PyObject *words_in_text(PyObject *module, PyObject *text) {
  (void)module;
  if (!PyUnicode_Check(text) || PyUnicode_READY(text) < 0) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "words_in_text takes a text");
    return NULL;
  }
  const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
  const int kind = PyUnicode_KIND(text);
  const void *data = PyUnicode_DATA(text);
  PyObject *found = PyList_New(0);
  for (Py_ssize_t at = 0; found != NULL && at < length;) {
    const Py_ssize_t start = at;
    for (; at < length; at++) {
      const Py_UCS4 character = PyUnicode_READ(kind, data, at);
      if (character < 0x80 ? !parts[character] : !Py_UNICODE_ISALNUM(character)) break;
    }
    if (at == start) {
      at++;
      continue;
    }
    PyObject *word = PyUnicode_Substring(text, start, at);
    if (word == NULL || PyList_Append(found, word) < 0) Py_CLEAR(found);
    Py_XDECREF(word);
  }
  return found;
}

/* What a sign is to the words around it: nothing, a parting, or (-1) not for typeset_words to say. */
#define NOTHING 0
#define PARTING 1
static int sign_of(Py_UCS4 character) {
  switch (character) {
    case '\'': case '`': case 0xAD: case 0x2BC: case 0x2018: case 0x2019: case 0x201B: case 0x2032: case 0x200B:
    case 0x200C: case 0x200D: case 0x200E: case 0x200F: case 0x2060: case 0xFEFF:
      return NOTHING;
    case 0x201C: case 0x201D: case 0x2013: case 0x2014: case 0x2026: case 0x2022: case 0xA0: case 0xA3: case 0xAB:
    case 0xB0: case 0xBB: case 0x20AC:
      return PARTING;
    default:
      return -1;
  }
}

PyDoc_STRVAR(typeset_words_doc, "typeset_words(text)\n--\n\nSee stream.loops.plain_texts.typeset_words.");

static PyObject *typeset_words(PyObject *module, PyObject *text) {
  (void)module;
  if (!PyUnicode_Check(text) || PyUnicode_READY(text) < 0) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "typeset_words takes a text");
    return NULL;
  }
  const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
  const int kind = PyUnicode_KIND(text);
  const void *data = PyUnicode_DATA(text);
  unsigned char *plain = PyMem_Malloc(length + 1);
  if (plain == NULL) return PyErr_NoMemory();
  Py_ssize_t count = 0;
  for (Py_ssize_t at = 0; at < length; at++) {
    const Py_UCS4 character = PyUnicode_READ(kind, data, at);
    if (character < 0x80 && character != '\'' && character != '`') {
      plain[count++] = (unsigned char)character;
      continue;
    }
    const int sign = sign_of(character);
    if (sign < 0) {
      PyMem_Free(plain);
      Py_RETURN_NONE;
    }
    if (sign == PARTING) plain[count++] = ' ';
  }
  PyObject *found = words_of(plain, count);
  PyMem_Free(plain);
  return found;
}

PyDoc_STRVAR(beyond_ascii_doc, "beyond_ascii(text)\n--\n\nSee stream.loops.plain_texts.beyond_ascii.");

static PyObject *beyond_ascii(PyObject *module, PyObject *text) {
  (void)module;
  if (!PyUnicode_Check(text) || PyUnicode_READY(text) < 0) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "beyond_ascii takes a text");
    return NULL;
  }
  if (PyUnicode_IS_ASCII(text)) return PyUnicode_New(0, 0);
  const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
  const int kind = PyUnicode_KIND(text);
  const void *data = PyUnicode_DATA(text);
  /* A bit for every character that a text of this kind may have. */
  const size_t words = kind == PyUnicode_1BYTE_KIND ? 4 : kind == PyUnicode_2BYTE_KIND ? 1024 : 0x110000 / 64;
  uint64_t *seen = PyMem_Calloc(words, sizeof *seen);
  if (seen == NULL) return PyErr_NoMemory();
  Py_ssize_t count = 0;
  Py_UCS4 most = 0;
  for (Py_ssize_t at = 0; at < length; at++) {
    const Py_UCS4 character = PyUnicode_READ(kind, data, at);
    if (character < 0x80) continue;
    const uint64_t bit = (uint64_t)1 << (character & 63);
    if (seen[character >> 6] & bit) continue;
    seen[character >> 6] |= bit;
    count++;
    most = character > most ? character : most;
  }
  PyObject *found = PyUnicode_New(count, most);
  if (found != NULL) {
    Py_ssize_t at = 0;
    for (size_t word = 2; word < words && at < count; word++)
      for (int bit = 0; seen[word] && bit < 64; bit++)
        if (seen[word] >> bit & 1) PyUnicode_WRITE(PyUnicode_KIND(found), PyUnicode_DATA(found), at++, (Py_UCS4)(word * 64 + bit));
  }
  PyMem_Free(seen);
  return found;
}

#define BUCKETS 4096

static inline unsigned pair_bucket(Py_UCS4 first, Py_UCS4 second) { return (first * 2531u ^ second * 499u) % BUCKETS; }
static inline unsigned triple_bucket(Py_UCS4 first, Py_UCS4 second, Py_UCS4 third) {
  return (first * 2531u ^ second * 499u ^ third * 59u) % BUCKETS;
}

PyDoc_STRVAR(has_needle_doc, "has_needle(text, needles, heads)\n--\n\nSee stream.loops.plain_texts.has_needle.");

/* Whether a needle of a chain stands at a place. */
static int stands(PyObject *needles, const uint16_t *behind, unsigned number, PyObject *text, Py_ssize_t at) {
  const Py_ssize_t count = PyTuple_GET_SIZE(needles), room = PyUnicode_GET_LENGTH(text) - at;
  const int kind = PyUnicode_KIND(text);
  const void *data = PyUnicode_DATA(text);
  for (Py_ssize_t steps = 0; number && (Py_ssize_t)number <= count && steps < count; number = behind[number - 1], steps++) {
    PyObject *needle = PyTuple_GET_ITEM(needles, number - 1);
    const Py_ssize_t length = PyUnicode_GET_LENGTH(needle);
    if (length > room) continue;
    const int needle_kind = PyUnicode_KIND(needle);
    const void *letters = PyUnicode_DATA(needle);
    Py_ssize_t same = 0;
    while (same < length && PyUnicode_READ(needle_kind, letters, same) == PyUnicode_READ(kind, data, at + same)) same++;
    if (same == length) return 1;
  }
  return 0;
}

static PyObject *has_needle(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (given != 3 || !PyUnicode_Check(args[0]) || PyUnicode_READY(args[0]) < 0 || !PyTuple_Check(args[1]) ||
      !PyBytes_Check(args[2])) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "has_needle takes a text, a tuple and bytes");
    return NULL;
  }
  PyObject *text = args[0], *needles = args[1];
  const Py_ssize_t count = PyTuple_GET_SIZE(needles), length = PyUnicode_GET_LENGTH(text);
  if (PyBytes_GET_SIZE(args[2]) != (Py_ssize_t)sizeof(uint16_t) * (2 * BUCKETS + count)) {
    PyErr_SetString(PyExc_ValueError, "heads of other needles");
    return NULL;
  }
  for (Py_ssize_t at = 0; at < count; at++)
    if (!PyUnicode_Check(PyTuple_GET_ITEM(needles, at)) || PyUnicode_READY(PyTuple_GET_ITEM(needles, at)) < 0) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "a needle is a text");
      return NULL;
    }
  const uint16_t *triples = (const uint16_t *)(const void *)PyBytes_AS_STRING(args[2]), *pairs = triples + BUCKETS;
  const uint16_t *behind = pairs + BUCKETS;
  const int kind = PyUnicode_KIND(text);
  const void *data = PyUnicode_DATA(text);
  for (Py_ssize_t at = 0; at + 1 < length; at++) {
    const Py_UCS4 first = PyUnicode_READ(kind, data, at), second = PyUnicode_READ(kind, data, at + 1);
    unsigned number = pairs[pair_bucket(first, second)];
    if (number && stands(needles, behind, number, text, at)) Py_RETURN_TRUE;
    if (at + 2 == length) break;
    number = triples[triple_bucket(first, second, PyUnicode_READ(kind, data, at + 2))];
    if (number && stands(needles, behind, number, text, at)) Py_RETURN_TRUE;
  }
  Py_RETURN_FALSE;
}

PyDoc_STRVAR(telling_places_doc,
  "telling_places(written, folded, telling)\n--\n\nSee stream.loops.plain_texts.telling_places.");

static PyObject *telling_places(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (given != 3 || !PyList_Check(args[0]) || !PyList_Check(args[1]) || !PyAnySet_Check(args[2])) {
    PyErr_SetString(PyExc_TypeError, "telling_places takes two lists and a set");
    return NULL;
  }
  const Py_ssize_t count = PyList_GET_SIZE(args[0]);
  if (PyList_GET_SIZE(args[1]) != count) {
    PyErr_SetString(PyExc_ValueError, "words that do not go side by side");
    return NULL;
  }
  PyObject *found = PyList_New(0);
  for (Py_ssize_t at = 0; found != NULL && at < count; at++) {
    PyObject *word = PyList_GET_ITEM(args[0], at), *folded = PyList_GET_ITEM(args[1], at);
    if (!PyUnicode_Check(word) || !PyUnicode_Check(folded) || PyUnicode_READY(word) < 0) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "a word is a text");
      Py_CLEAR(found);
      break;
    }
    const Py_UCS4 first = PyUnicode_GET_LENGTH(word) ? PyUnicode_READ_CHAR(word, 0) : 0;
    const int tells = first < 'a' || first > 'z' ? 1 : PySet_Contains(args[2], folded);
    PyObject *place = tells > 0 ? PyLong_FromSsize_t(at) : NULL;
    if (tells < 0 || (tells > 0 && (place == NULL || PyList_Append(found, place) < 0))) Py_CLEAR(found);
    Py_XDECREF(place);
  }
  return found;
}

/* ---- threads --------------------------------------------------------------------------------------------------- */

/* See plain_profiles.py and plain_threads.py for these. */
#define TERMS 56
#define EMPTY 0xFFFFFFFFu
#define LONGEST 7
#define MOST_WORDS 1024
#define GROUPS 2048
#define ROW_LENGTH 16
#define MOST_FOUND 64
#define MOST_STORIES 64

static uint32_t crc_table[256];

static void make_crc_table(void) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t value = byte;
    for (int bit = 0; bit < 8; bit++) value = value & 1 ? value >> 1 ^ 0xEDB88320u : value >> 1;
    crc_table[byte] = value;
  }
}

static inline uint32_t crc_byte(uint32_t crc, uint32_t byte) { return crc_table[(crc ^ byte) & 0xFF] ^ crc >> 8; }

static uint32_t crc_of(const Py_UCS4 *text, Py_ssize_t length) {
  uint32_t crc = 0xFFFFFFFFu;
  for (Py_ssize_t at = 0; at < length; at++) {
    const Py_UCS4 code = text[at];
    if (code < 0x80) {
      crc = crc_byte(crc, code);
      continue;
    }
    if (code < 0x800) {
      crc = crc_byte(crc, 0xC0 | code >> 6);
    } else {
      if (code < 0x10000) {
        crc = crc_byte(crc, 0xE0 | code >> 12);
      } else {
        crc = crc_byte(crc, 0xF0 | code >> 18);
        crc = crc_byte(crc, 0x80 | (code >> 12 & 0x3F));
      }
      crc = crc_byte(crc, 0x80 | (code >> 6 & 0x3F));
    }
    crc = crc_byte(crc, 0x80 | (code & 0x3F));
  }
  crc ^= 0xFFFFFFFFu;
  return crc == EMPTY ? EMPTY - 1 : crc;
}

/* A folded word as its term; its length. */
static Py_ssize_t term_of(PyObject *word, int plural, Py_UCS4 *term) {
  const int kind = PyUnicode_KIND(word);
  const void *data = PyUnicode_DATA(word);
  Py_ssize_t length = PyUnicode_GET_LENGTH(word);
  int singular = 0;
  if (plural && length > 3 && PyUnicode_READ(kind, data, length - 1) == 's' &&
      PyUnicode_READ(kind, data, length - 2) != 's') {
    singular = PyUnicode_READ(kind, data, length - 2) == 'e' && PyUnicode_READ(kind, data, length - 3) == 'i';
    length -= singular ? 2 : 1;
  }
  const Py_ssize_t cut = length < LONGEST ? length : LONGEST;
  for (Py_ssize_t at = 0; at < cut; at++) term[at] = PyUnicode_READ(kind, data, at);
  if (singular && length <= LONGEST) term[length - 1] = 'y';
  return cut;
}

static inline unsigned char small(unsigned char letter) { return letter | (parts[letter] == 2 ? 0x20 : 0); }

/* The same of a word of ASCII as it is written. */
static Py_ssize_t term_of_ascii(const unsigned char *word, Py_ssize_t length, int plural, Py_UCS4 *term) {
  int singular = 0;
  if (plural && length > 3 && small(word[length - 1]) == 's' && small(word[length - 2]) != 's') {
    singular = small(word[length - 2]) == 'e' && small(word[length - 3]) == 'i';
    length -= singular ? 2 : 1;
  }
  const Py_ssize_t cut = length < LONGEST ? length : LONGEST;
  for (Py_ssize_t at = 0; at < cut; at++) term[at] = small(word[at]);
  if (singular && length <= LONGEST) term[length - 1] = 'y';
  return cut;
}

typedef struct {
  uint32_t key;
  int32_t first, summed, upper, count, prior, digit;
  int64_t weight, full;
} Term;

/* What terms are chosen by, with their place: the weight, then the lower key. No two have the same. */
typedef struct {
  uint64_t rank;
  int32_t at;
} Rank;

static int higher(const void *one, const void *other) {
  const uint64_t a = ((const Rank *)one)->rank, b = ((const Rank *)other)->rank;
  return a > b ? -1 : a < b;
}

/* Bring the highest to the front, in no order (Hoare's selection). */
static void choose_highest(Rank *ranks, Py_ssize_t count, Py_ssize_t most) {
  Py_ssize_t low = 0, high = count - 1;
  while (low < high && most > 0 && most < count) {
    const uint64_t pivot = ranks[low + (high - low) / 2].rank;
    Py_ssize_t left = low, right = high;
    while (left <= right) {
      while (ranks[left].rank > pivot) left++;
      while (ranks[right].rank < pivot) right--;
      if (left > right) break;
      const Rank held = ranks[left];
      ranks[left++] = ranks[right];
      ranks[right--] = held;
    }
    if (most - 1 <= right) high = right;
    else if (most - 1 >= left) low = left;
    else return;
  }
}

static int64_t log_steps(int64_t value, const int32_t *logs) {
  const int power = 63 - __builtin_clzll((unsigned long long)value);
  const int64_t part = power >= 10 ? value >> (power - 10) : value << (10 - power);
  return (int64_t)power * 256 + logs[part & 1023];
}

#define CHANCE 2 /* deviations of a count that may be chance */

#define NOT_LOOKED_UP INT32_MIN

static int64_t whole_root(int64_t value) {
  int64_t root = (int64_t)sqrt((double)value);
  while (root * root > value) root--;
  while ((root + 1) * (root + 1) <= value) root++;
  return root;
}

/* The buffers of a call: all are let go together. */
typedef struct {
  Py_buffer views[8];
  int count;
} Buffers;

static void *borrow(Buffers *buffers, PyObject *from, int writable, Py_ssize_t unit, Py_ssize_t *units) {
  Py_buffer *view = &buffers->views[buffers->count];
  if (PyObject_GetBuffer(from, view, writable ? PyBUF_WRITABLE | PyBUF_C_CONTIGUOUS : PyBUF_C_CONTIGUOUS) < 0) return NULL;
  buffers->count++;
  if (view->len % unit || (uintptr_t)view->buf % unit) {
    PyErr_SetString(PyExc_ValueError, "a buffer of another form than the loops read");
    return NULL;
  }
  *units = view->len / unit;
  return view->buf;
}

static void let_go(Buffers *buffers) {
  while (buffers->count) PyBuffer_Release(&buffers->views[--buffers->count]);
}

static int is_power_of_two(Py_ssize_t value) { return value > 0 && !(value & (value - 1)); }

static int number_of(PyObject *given, int64_t *number) {
  *number = PyLong_AsLongLong(given);
  return *number == -1 && PyErr_Occurred() ? -1 : 0;
}

static int counted_args(Py_ssize_t given, Py_ssize_t wanted) {
  if (given == wanted) return 0;
  PyErr_Format(PyExc_TypeError, "%zd arguments where %zd are wanted", given, wanted);
  return -1;
}

/* The tables that terms are weighed by, as term_profile's docstring tells them. */
typedef struct {
  const uint32_t *slot_keys, *held;
  const int32_t *slot_priors, *number_priors, *logs;
  Py_ssize_t slots, counts;
  int64_t total, few;
} Tables;

static int borrow_tables(Buffers *buffers, PyObject *const *args, Tables *tables) {
  Py_ssize_t priors, numbers, logs;
  if (!(tables->slot_keys = borrow(buffers, args[0], 0, 4, &tables->slots)) ||
      !(tables->slot_priors = borrow(buffers, args[1], 0, 4, &priors)) ||
      !(tables->number_priors = borrow(buffers, args[2], 0, 4, &numbers)) ||
      !(tables->logs = borrow(buffers, args[3], 0, 4, &logs)) ||
      !(tables->held = borrow(buffers, args[4], 0, 4, &tables->counts)) || number_of(args[5], &tables->total) < 0 ||
      number_of(args[6], &tables->few) < 0)
    return -1;
  if (tables->slots == priors && numbers == 7 && logs == 1024 && is_power_of_two(tables->slots) &&
      is_power_of_two(tables->counts) && tables->total >= 1 && tables->total <= INT64_C(1) << 30 && tables->few >= 1)
    return 0;
  PyErr_SetString(PyExc_ValueError, "tables of another form than the loops read");
  return -1;
}

/* The terms of a text as its words are read. */
typedef struct {
  Term terms[MOST_WORDS];
  uint16_t groups[GROUPS];
  Py_ssize_t found;
} Gathered;

static void gather(Gathered *gathered, const Tables *tables, const Py_UCS4 *text, Py_ssize_t length, Py_ssize_t at,
                   int64_t above, int upper) {
  Term *terms = gathered->terms, *term;
  uint16_t *groups = gathered->groups;
  const uint32_t key = crc_of(text, length);
  Py_ssize_t slot = key & (GROUPS - 1);
  while (groups[slot] && terms[groups[slot] - 1].key != key) slot = (slot + 1) & (GROUPS - 1);
  if (groups[slot]) {
    term = &terms[groups[slot] - 1];
  } else {
    term = &terms[gathered->found++];
    groups[slot] = (uint16_t)gathered->found;
    *term = (Term){.key = key, .first = (int32_t)at};
    int digits = length > 0;
    for (Py_ssize_t each = 0; each < length; each++) digits &= text[each] >= '0' && text[each] <= '9';
    term->digit = length > 0 && text[0] >= '0' && text[0] <= '9';
    if (digits) {
      const int year = length == 4 ? (int)((text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0') : 0;
      term->prior = tables->number_priors[year >= 1950 && year < 2060 ? 5 : length < 4 ? length : 4];
    } else {
      term->prior = NOT_LOOKED_UP;
      /* Looked up below: each of the tables is larger than the caches, and memory answers while words are read. */
      __builtin_prefetch(&tables->slot_keys[key & (tables->slots - 1)]);
      __builtin_prefetch(&tables->slot_priors[key & (tables->slots - 1)]);
    }
    __builtin_prefetch(&tables->held[key & (tables->counts - 1)]);
  }
  term->count++;
  term->summed += at < above ? 5 : at < above + 40 ? 3 : 2;
  term->upper += upper;
}

/* The strongest of what was gathered: keys, rising, weights and first words; how many. */
static Py_ssize_t weigh(Gathered *gathered, const Tables *tables, uint32_t *keys, uint8_t *weights, int32_t *firsts) {
  Term *terms = gathered->terms;
  Rank ranks[MOST_WORDS];
  Py_ssize_t kept = 0;
  const int64_t whole = log_steps(tables->total, tables->logs), total = tables->total;
  for (Py_ssize_t at = 0; at < gathered->found; at++) {
    Term *term = &terms[at];
    if (term->prior == NOT_LOOKED_UP) {
      term->prior = tables->number_priors[6];
      for (Py_ssize_t probe = term->key & (tables->slots - 1), steps = 0; tables->slot_priors[probe] && steps < tables->slots;
           probe = (probe + 1) & (tables->slots - 1), steps++) {
        if (tables->slot_keys[probe] == term->key) {
          term->prior = tables->slot_priors[probe];
          break;
        }
      }
    }
    const int64_t begun = tables->held[term->key & (tables->counts - 1)];
    const int64_t mostly = (begun - CHANCE * whole_root(begun)) * total / tables->few;
    int64_t there = INT64_C(64) * begun + term->prior;
    if (25 * there > 3 * total || there < 1) continue;
    const int64_t repeated = INT64_C(22528) * term->summed / (10 * (int64_t)term->summed + 24);
    const int64_t marked = term->digit ? 130 : 10 * term->upper >= 7 * term->count ? 115 : 100;
    /* below 2^31: no more than 2,253 times 51 powers of two in 256ths, and 1.3 */
    term->full = repeated * (whole - log_steps(there, tables->logs)) * marked / 100;
    if (there < mostly) there = mostly;
    term->weight = 25 * there > 3 * total ? 0 : repeated * (whole - log_steps(there, tables->logs)) * marked / 100;
    if (term->full <= 0) continue;
    ranks[kept++] = (Rank){(uint64_t)term->full << 32 | (EMPTY - term->key), (int32_t)at};
  }
  if (kept > TERMS) {
    choose_highest(ranks, kept, TERMS);
    kept = TERMS;
  }
  int64_t squares = 0;
  Py_ssize_t telling = 0;
  for (Py_ssize_t at = 0; at < kept; at++) {
    const Term *term = &terms[ranks[at].at];
    squares += term->full * term->full;
    if (term->weight <= 0) continue;
    Py_ssize_t place = telling++;
    for (; place > 0 && keys[place - 1] > term->key; place--) {
      keys[place] = keys[place - 1];
      firsts[place] = firsts[place - 1];
    }
    keys[place] = term->key;
    firsts[place] = ranks[at].at;
  }
  const int64_t length = whole_root(squares);
  for (Py_ssize_t at = 0; at < telling; at++) {
    const Term *term = &terms[firsts[at]];
    const int64_t part = (510 * term->weight + length) / (2 * length);
    weights[at] = (uint8_t)(part < 1 ? 1 : part > 255 ? 255 : part);
    firsts[at] = term->first;
  }
  return telling;
}

PyDoc_STRVAR(term_profile_doc, "See stream.loops.plain_profiles.term_profile.");

static PyObject *term_profile(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (counted_args(given, 11) < 0) return NULL;
  PyObject *folded = args[0], *written = args[1], *places = NULL, *result = NULL;
  Buffers buffers = {.count = 0};
  Tables tables;
  int64_t above;
  if (!PyList_Check(folded) || !PyList_Check(written)) {
    PyErr_SetString(PyExc_TypeError, "words are lists");
    return NULL;
  }
  const Py_ssize_t words = PyList_GET_SIZE(folded);
  const int plural = PyObject_IsTrue(args[3]);
  if (plural < 0 || borrow_tables(&buffers, args + 4, &tables) < 0 || number_of(args[2], &above) < 0) goto done;
  if (words != PyList_GET_SIZE(written) || words > MOST_WORDS) {
    PyErr_SetString(PyExc_ValueError, "tables of another form than the loops read");
    goto done;
  }
  Gathered gathered;
  memset(gathered.groups, 0, sizeof gathered.groups);
  gathered.found = 0;
  for (Py_ssize_t at = 0; at < words; at++) {
    PyObject *word = PyList_GET_ITEM(folded, at), *as_written = PyList_GET_ITEM(written, at);
    if (!PyUnicode_Check(word) || !PyUnicode_Check(as_written)) {
      PyErr_SetString(PyExc_TypeError, "a word is no str");
      goto done;
    }
    Py_UCS4 text[LONGEST];
    const Py_ssize_t length = term_of(word, plural, text);
    const int upper = PyUnicode_GET_LENGTH(as_written) > 0 && Py_UNICODE_ISUPPER(PyUnicode_READ_CHAR(as_written, 0));
    gather(&gathered, &tables, text, length, at, above, upper);
  }
  uint32_t keys[TERMS];
  uint8_t weights[TERMS];
  int32_t firsts[TERMS];
  const Py_ssize_t kept = weigh(&gathered, &tables, keys, weights, firsts);
  places = PyList_New(kept);
  for (Py_ssize_t at = 0; places != NULL && at < kept; at++) {
    PyObject *first = PyLong_FromLong(firsts[at]);
    if (first == NULL) goto done;
    PyList_SET_ITEM(places, at, first);
  }
  if (places != NULL) result = Py_BuildValue("y#y#O", (const char *)keys, kept * 4, (const char *)weights, kept, places);
done:
  Py_XDECREF(places);
  let_go(&buffers);
  return result;
}

PyDoc_STRVAR(ascii_profile_doc, "See stream.loops.plain_profiles.ascii_profile.");

static PyObject *ascii_profile(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (counted_args(given, 11) < 0) return NULL;
  PyObject *first_words = NULL, *result = NULL;
  Buffers buffers = {.count = 0};
  Tables tables;
  int64_t most;
  for (int part = 0; part < 2; part++) {
    if (PyUnicode_Check(args[part]) && PyUnicode_READY(args[part]) == 0 && PyUnicode_IS_ASCII(args[part])) continue;
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "ascii_profile takes texts of ASCII alone");
    return NULL;
  }
  const int plural = PyObject_IsTrue(args[3]);
  if (plural < 0 || borrow_tables(&buffers, args + 4, &tables) < 0 || number_of(args[2], &most) < 0) goto done;
  if (most < 0 || most > MOST_WORDS / 2) {
    PyErr_SetString(PyExc_ValueError, "more words than the loops read");
    goto done;
  }
  Gathered gathered;
  memset(gathered.groups, 0, sizeof gathered.groups);
  gathered.found = 0;
  const unsigned char *starts[MOST_WORDS];
  Py_ssize_t lengths[MOST_WORDS], words = 0, above = PY_SSIZE_T_MAX;
  for (int part = 0; part < 2; part++) {
    const unsigned char *at = (const unsigned char *)PyUnicode_1BYTE_DATA(args[part]);
    const unsigned char *const end = at + PyUnicode_GET_LENGTH(args[part]);
    /* Where the headline ends is known behind its last word: those of its words come before. */
    if (part) above = words;
    for (const Py_ssize_t last = words + (Py_ssize_t)most; words < last;) {
      while (at < end && !parts[*at]) at++;
      if (at == end) break;
      const unsigned char *start = at;
      while (at < end && parts[*at]) at++;
      Py_UCS4 text[LONGEST];
      const Py_ssize_t length = term_of_ascii(start, at - start, plural, text);
      starts[words] = start;
      lengths[words] = at - start;
      gather(&gathered, &tables, text, length, words, above, parts[*start] == 2);
      words++;
    }
  }
  uint32_t keys[TERMS];
  uint8_t weights[TERMS];
  int32_t firsts[TERMS];
  const Py_ssize_t kept = weigh(&gathered, &tables, keys, weights, firsts);
  first_words = PyList_New(kept);
  for (Py_ssize_t at = 0; first_words != NULL && at < kept; at++) {
    PyObject *word = PyUnicode_New(lengths[firsts[at]], 127);
    if (word == NULL) goto done;
    memcpy(PyUnicode_1BYTE_DATA(word), starts[firsts[at]], lengths[firsts[at]]);
    PyList_SET_ITEM(first_words, at, word);
  }
  if (first_words != NULL)
    result = Py_BuildValue("y#y#O", (const char *)keys, kept * 4, (const char *)weights, kept, first_words);
done:
  Py_XDECREF(first_words);
  let_go(&buffers);
  return result;
}

static PyObject *number_list(const int64_t *numbers, Py_ssize_t count) {
  PyObject *list = PyList_New(count);
  for (Py_ssize_t at = 0; list != NULL && at < count; at++) {
    PyObject *number = PyLong_FromLongLong(numbers[at]);
    if (number == NULL) Py_CLEAR(list);
    else PyList_SET_ITEM(list, at, number);
  }
  return list;
}

/* The places of the strongest terms, strongest first, of equal ones the lower place; how many. */
static Py_ssize_t strongest_terms(const uint8_t *weights, Py_ssize_t terms, Py_ssize_t most, uint8_t *places) {
  Py_ssize_t held = 0;
  for (Py_ssize_t term = 0; term < terms; term++) {
    if (!weights[term]) continue;
    Py_ssize_t at = held;
    while (at > 0 && weights[places[at - 1]] < weights[term]) at--;
    if (at >= most) continue;
    if (held < most) held++;
    for (Py_ssize_t from = held - 1; from > at; from--) places[from] = places[from - 1];
    places[at] = (uint8_t)term;
  }
  return held;
}

/* The stories that share most of the strongest terms, best first, of equal ones the newer; how many. */
static Py_ssize_t find_stories(const uint32_t *rows, Py_ssize_t mask, const uint32_t *keys, const uint8_t *weights, Py_ssize_t terms,
                               Py_ssize_t strongest, int64_t first, Py_ssize_t most, int64_t *best) {
  uint8_t places[MOST_FOUND / 2];
  const Py_ssize_t looked = strongest_terms(weights, terms, strongest, places);
  for (Py_ssize_t key = 0; key < looked; key++) __builtin_prefetch(rows + (keys[places[key]] & (uint32_t)mask) * (Py_ssize_t)ROW_LENGTH);
  uint32_t number_in[1024] = {0};
  int64_t shared_in[1024], share[MOST_FOUND];
  const uint32_t oldest = first < 1 ? 1 : first > UINT32_MAX ? UINT32_MAX : (uint32_t)first;
  uint16_t used[MOST_FOUND / 2 * ROW_LENGTH];
  Py_ssize_t count = 0, held = 0;
  for (Py_ssize_t key = 0; key < looked; key++) {
    const uint32_t *row = rows + (keys[places[key]] & (uint32_t)mask) * (Py_ssize_t)ROW_LENGTH;
    const int64_t worth = (int64_t)weights[places[key]] * weights[places[key]];
    for (int at = 0; at < ROW_LENGTH; at++) {
      const uint32_t number = row[at];
      if (number < oldest) continue;
      uint32_t slot = number * 0x9E3779B1u >> 22;
      while (number_in[slot] && number_in[slot] != number) slot = (slot + 1) & 1023;
      if (!number_in[slot]) {
        number_in[slot] = number;
        shared_in[slot] = 0;
        used[count++] = (uint16_t)slot;
      }
      shared_in[slot] += worth;
    }
  }
  for (Py_ssize_t each = 0; each < count; each++) {
    const int64_t number = number_in[used[each]], shared = shared_in[used[each]];
    Py_ssize_t at = held;
    while (at > 0 && (share[at - 1] < shared || (share[at - 1] == shared && best[at - 1] < number))) at--;
    if (at >= most) continue;
    if (held < most) held++;
    for (Py_ssize_t from = held - 1; from > at; from--) {
      best[from] = best[from - 1];
      share[from] = share[from - 1];
    }
    best[at] = number;
    share[at] = shared;
  }
  return held;
}

/* A profile by the low bits of its keys. */
typedef struct {
  const uint32_t *keys;
  const uint8_t *weights;
  uint8_t head[4096], next[256];
} Own;

static void know_own(Own *own, const uint32_t *keys, const uint8_t *weights, Py_ssize_t terms) {
  own->keys = keys;
  own->weights = weights;
  memset(own->head, 0, sizeof own->head);
  for (Py_ssize_t at = 0; at < terms; at++) {
    if (!weights[at]) continue;
    own->next[at + 1] = own->head[keys[at] & 4095];
    own->head[keys[at] & 4095] = (uint8_t)(at + 1);
  }
}

/* The products of a profile with those of some stories of the ring. */
static void multiply(const Own *own, const uint32_t *all_keys, const uint8_t *all_weights, Py_ssize_t mask, const int64_t *numbers,
                     Py_ssize_t count, int64_t *products) {
  for (Py_ssize_t each = 0; each < count; each++) {
    const Py_ssize_t place = (numbers[each] & mask) * TERMS;
    if (each + 2 < count) { /* most stories lie far apart: the next ones are on their way meanwhile */
      const Py_ssize_t coming = (numbers[each + 2] & mask) * TERMS;
      for (int line = 0; line < TERMS; line += 16) __builtin_prefetch(all_keys + coming + line);
      __builtin_prefetch(all_weights + coming);
    }
    int64_t sum = 0;
    for (Py_ssize_t at = 0; at < TERMS; at++) {
      const uint32_t key = all_keys[place + at];
      for (uint8_t mine = own->head[key & 4095]; mine; mine = own->next[mine])
        if (own->keys[mine - 1] == key) sum += (int64_t)own->weights[mine - 1] * all_weights[place + at];
    }
    products[each] = sum;
  }
}

PyDoc_STRVAR(near_threads_doc, "See stream.loops.plain_threads.near_threads.");

static PyObject *near_threads(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (counted_args(given, 8) < 0) return NULL;
  Buffers buffers = {.count = 0};
  PyObject *result = NULL;
  Py_ssize_t places, terms, weighed, keys, weights, stories, limits;
  const uint32_t *rows = borrow(&buffers, args[0], 0, 4, &places);
  const uint32_t *own_keys = rows ? borrow(&buffers, args[1], 0, 4, &terms) : NULL;
  const uint8_t *own_weights = own_keys ? borrow(&buffers, args[2], 0, 1, &weighed) : NULL;
  const uint32_t *all_keys = own_weights ? borrow(&buffers, args[3], 0, 4, &keys) : NULL;
  const uint8_t *all_weights = all_keys ? borrow(&buffers, args[4], 0, 1, &weights) : NULL;
  const uint32_t *threads = all_weights ? borrow(&buffers, args[5], 0, 4, &stories) : NULL;
  const int64_t *limit = threads ? borrow(&buffers, args[6], 0, 8, &limits) : NULL;
  const double least = limit ? PyFloat_AsDouble(args[7]) : 0.0;
  if (limit == NULL || (least == -1.0 && PyErr_Occurred())) goto done;
  if (terms != weighed || terms > 255 || keys != weights || !is_power_of_two(keys / TERMS) || !is_power_of_two(places / ROW_LENGTH) ||
      !is_power_of_two(stories) || limits != 4 || limit[0] < 0 || limit[0] > MOST_FOUND / 2 || limit[2] < 0 || limit[2] > MOST_FOUND ||
      limit[3] < 0) {
    PyErr_SetString(PyExc_ValueError, "an index of another form than the loops read");
    goto done;
  }
  int64_t found[MOST_FOUND], products[MOST_FOUND], best[MOST_FOUND], near[MOST_FOUND];
  const Py_ssize_t count =
    find_stories(rows, places / ROW_LENGTH - 1, own_keys, own_weights, terms, limit[0], limit[1], limit[2], found);
  Own own;
  know_own(&own, own_keys, own_weights, terms);
  multiply(&own, all_keys, all_weights, keys / TERMS - 1, found, count, products);
  Py_ssize_t held = 0;
  for (Py_ssize_t each = 0; each < count; each++) {
    if ((double)products[each] / 65025.0 < least) continue;
    const int64_t thread = threads[found[each] & (stories - 1)], product = products[each];
    Py_ssize_t at = 0;
    while (at < held && near[at] != thread) at++;
    if (at < held && best[at] >= product) continue;
    if (at == held) held++;
    /* `at` is where the thread stood, or the new end: those that it passes move up. */
    while (at > 0 && (best[at - 1] < product || (best[at - 1] == product && near[at - 1] > thread))) {
      near[at] = near[at - 1];
      best[at] = best[at - 1];
      at--;
    }
    near[at] = thread;
    best[at] = product;
  }
  result = number_list(near, held < limit[3] ? held : (Py_ssize_t)limit[3]);
done:
  let_go(&buffers);
  return result;
}

/* A profile, the profiles of the ring and the numbers of those stories in it that are asked for. */
typedef struct {
  Buffers buffers;
  const uint32_t *own_keys, *all_keys;
  const uint8_t *own_weights, *all_weights;
  const int64_t *wanted;
  Py_ssize_t terms, numbers, mask;
} Asked;

/* Reads (own keys, own weights, all keys, all weights, numbers); 0, or -1 with an error set. Either way `buffers` is to be let go. */
static int read_asked(Asked *asked, PyObject *const *args, Py_ssize_t given) {
  asked->buffers.count = 0;
  if (counted_args(given, 5) < 0) return -1;
  Buffers *buffers = &asked->buffers;
  Py_ssize_t weighed, keys, weights;
  if ((asked->own_keys = borrow(buffers, args[0], 0, 4, &asked->terms)) == NULL ||
      (asked->own_weights = borrow(buffers, args[1], 0, 1, &weighed)) == NULL ||
      (asked->all_keys = borrow(buffers, args[2], 0, 4, &keys)) == NULL ||
      (asked->all_weights = borrow(buffers, args[3], 0, 1, &weights)) == NULL ||
      (asked->wanted = borrow(buffers, args[4], 0, 8, &asked->numbers)) == NULL)
    return -1;
  if (asked->terms != weighed || asked->terms > 255 || keys != weights || !is_power_of_two(keys / TERMS)) {
    PyErr_SetString(PyExc_ValueError, "profiles of another form than the loops read");
    return -1;
  }
  asked->mask = keys / TERMS - 1;
  return 0;
}

PyDoc_STRVAR(shared_weights_doc, "See stream.loops.plain_threads.shared_weights.");

static PyObject *shared_weights(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  Asked asked;
  PyObject *result = NULL;
  if (read_asked(&asked, args, given) < 0) goto done;
  Own own;
  know_own(&own, asked.own_keys, asked.own_weights, asked.terms);
  result = PyList_New(asked.numbers);
  for (Py_ssize_t each = 0; result != NULL && each < asked.numbers; each += MOST_FOUND) {
    int64_t products[MOST_FOUND];
    const Py_ssize_t some = asked.numbers - each < MOST_FOUND ? asked.numbers - each : MOST_FOUND;
    multiply(&own, asked.all_keys, asked.all_weights, asked.mask, asked.wanted + each, some, products);
    for (Py_ssize_t at = 0; result != NULL && at < some; at++) {
      PyObject *number = PyLong_FromLongLong(products[at]);
      if (number == NULL) Py_CLEAR(result);
      else PyList_SET_ITEM(result, each + at, number);
    }
  }
done:
  let_go(&asked.buffers);
  return result;
}

PyDoc_STRVAR(shared_by_term_doc, "See stream.loops.plain_threads.shared_by_term.");

static PyObject *shared_by_term(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  Asked asked;
  PyObject *result = NULL;
  if (read_asked(&asked, args, given) < 0) goto done;
  if (asked.terms != TERMS) {
    PyErr_SetString(PyExc_ValueError, "profiles of another form than the loops read");
    goto done;
  }
  int64_t sums[TERMS] = {0};
  for (Py_ssize_t each = 0; each < asked.numbers; each++) {
    const uint32_t *keys = asked.all_keys + (asked.wanted[each] & asked.mask) * TERMS;
    const uint8_t *weights = asked.all_weights + (asked.wanted[each] & asked.mask) * TERMS;
    for (Py_ssize_t mine = 0, at = 0; mine < TERMS && at < TERMS;) { /* both are rising */
      if (asked.own_keys[mine] < keys[at]) mine++;
      else if (asked.own_keys[mine] > keys[at]) at++;
      else {
        sums[mine] += (int64_t)asked.own_weights[mine] * weights[at++];
        mine++;
      }
    }
  }
  result = number_list(sums, TERMS);
done:
  let_go(&asked.buffers);
  return result;
}

PyDoc_STRVAR(mean_terms_doc, "See stream.loops.plain_threads.mean_terms.");

static PyObject *mean_terms(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (counted_args(given, 3) < 0) return NULL;
  Buffers buffers = {.count = 0};
  PyObject *result = NULL;
  int64_t most;
  Py_ssize_t keys, weights;
  const uint32_t *all_keys = borrow(&buffers, args[0], 0, 4, &keys);
  const uint8_t *all_weights = all_keys ? borrow(&buffers, args[1], 0, 1, &weights) : NULL;
  if (all_weights == NULL || number_of(args[2], &most) < 0) goto done;
  const int64_t stories = keys / TERMS;
  if (keys % TERMS || keys != weights || stories > MOST_STORIES || most < 0 || most > 255) {
    PyErr_SetString(PyExc_ValueError, "profiles of another form than the loops read");
    goto done;
  }
  uint16_t slots[8192] = {0};
  uint32_t key_in[MOST_STORIES * TERMS], sum_in[MOST_STORIES * TERMS];
  Rank ranks[MOST_STORIES * TERMS];
  Py_ssize_t groups = 0;
  for (Py_ssize_t at = 0; at < keys; at++) {
    if (!all_weights[at]) continue;
    uint32_t slot = all_keys[at] * 0x9E3779B1u >> 19;
    while (slots[slot] && key_in[slots[slot] - 1] != all_keys[at]) slot = (slot + 1) & 8191;
    if (!slots[slot]) {
      key_in[groups] = all_keys[at];
      sum_in[groups] = 0;
      slots[slot] = (uint16_t)++groups;
    }
    sum_in[slots[slot] - 1] += all_weights[at];
  }
  for (Py_ssize_t at = 0; at < groups; at++)
    ranks[at] = (Rank){(uint64_t)sum_in[at] << 32 | (EMPTY - key_in[at]), (int32_t)at};
  if (groups > most) {
    choose_highest(ranks, groups, most);
    groups = most;
  }
  for (Py_ssize_t at = 0; at < groups; at++) ranks[at].rank = EMPTY - key_in[ranks[at].at];
  qsort(ranks, groups, sizeof *ranks, higher);
  uint32_t strongest[255];
  uint8_t means[255];
  for (Py_ssize_t at = 0; at < groups; at++) {
    strongest[at] = key_in[ranks[at].at];
    means[at] = (uint8_t)((sum_in[ranks[at].at] + stories / 2) / stories);
  }
  result = Py_BuildValue("y#y#", (const char *)strongest, groups * 4, (const char *)means, groups);
done:
  let_go(&buffers);
  return result;
}

PyDoc_STRVAR(put_story_doc, "See stream.loops.plain_threads.put_story.");

static PyObject *put_story(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (counted_args(given, 8) < 0) return NULL;
  Buffers buffers = {.count = 0};
  PyObject *result = NULL;
  int64_t strongest, number, thread, first;
  Py_ssize_t places, keys, weighed, stories;
  uint32_t *rows = borrow(&buffers, args[0], 1, 4, &places);
  const uint32_t *own = rows ? borrow(&buffers, args[1], 0, 4, &keys) : NULL;
  const uint8_t *weights = own ? borrow(&buffers, args[2], 0, 1, &weighed) : NULL;
  const uint32_t *threads = weights ? borrow(&buffers, args[5], 0, 4, &stories) : NULL;
  if (threads == NULL || number_of(args[3], &strongest) < 0 || number_of(args[4], &number) < 0 || number_of(args[6], &thread) < 0 ||
      number_of(args[7], &first) < 0)
    goto done;
  if (!is_power_of_two(places / ROW_LENGTH) || !is_power_of_two(stories) || number < 1 || number > UINT32_MAX || keys != weighed ||
      keys > 255 || strongest < 0 || strongest > MOST_FOUND / 2) {
    PyErr_SetString(PyExc_ValueError, "an index of another form than the loops read");
    goto done;
  }
  uint8_t strong[MOST_FOUND / 2];
  const Py_ssize_t put = strongest_terms(weights, keys, strongest, strong), mask = places / ROW_LENGTH - 1;
  for (Py_ssize_t key = 0; key < put; key++) __builtin_prefetch(rows + (own[strong[key]] & (uint32_t)mask) * (Py_ssize_t)ROW_LENGTH);
  for (Py_ssize_t key = 0; key < put; key++) {
    uint32_t *row = rows + (own[strong[key]] & (uint32_t)mask) * (Py_ssize_t)ROW_LENGTH;
    int last = 0;
    while (last < ROW_LENGTH - 1 && !(row[last] >= first && row[last] && threads[row[last] & (stories - 1)] == thread)) last++;
    memmove(row + 1, row, last * sizeof *row);
    row[0] = (uint32_t)number;
  }
  result = Py_NewRef(Py_None);
done:
  let_go(&buffers);
  return result;
}

PyDoc_STRVAR(likeness_matrices_doc, "See stream.loops.plain_threads.likeness_matrices.");

static PyObject *likeness_matrices(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (counted_args(given, 3) < 0) return NULL;
  Buffers buffers = {.count = 0};
  PyObject *result = NULL, *plain = NULL, *beyond = NULL;
  Py_ssize_t keys, weights, levels;
  const uint32_t *all_keys = borrow(&buffers, args[0], 0, 4, &keys);
  const uint8_t *all_weights = all_keys ? borrow(&buffers, args[1], 0, 1, &weights) : NULL;
  const int32_t *rarity = all_weights ? borrow(&buffers, args[2], 0, 4, &levels) : NULL;
  if (rarity == NULL) goto done;
  const Py_ssize_t stories = keys / TERMS;
  if (keys % TERMS || keys != weights || stories > MOST_STORIES || levels != stories + 1) {
    PyErr_SetString(PyExc_ValueError, "profiles of another form than the loops read");
    goto done;
  }
  /* Groups by term: each a chain of entries, the last one first. */
  uint16_t slots[8192] = {0}, before[MOST_STORIES * TERMS], last[MOST_STORIES * TERMS], sizes[MOST_STORIES * TERMS];
  Py_ssize_t groups = 0;
  for (Py_ssize_t at = 0; at < keys; at++) {
    if (!all_weights[at]) continue;
    uint32_t slot = all_keys[at] * 0x9E3779B1u >> 19;
    while (slots[slot] && all_keys[last[slots[slot] - 1]] != all_keys[at]) slot = (slot + 1) & 8191;
    if (!slots[slot]) {
      sizes[groups] = 0;
      slots[slot] = (uint16_t)++groups;
    }
    const Py_ssize_t group = slots[slot] - 1;
    before[at] = sizes[group]++ ? last[group] : (uint16_t)at;
    last[group] = (uint16_t)at;
  }
  plain = PyBytes_FromStringAndSize(NULL, stories * stories * (Py_ssize_t)sizeof(double));
  beyond = PyBytes_FromStringAndSize(NULL, stories * stories * (Py_ssize_t)sizeof(double));
  if (plain == NULL || beyond == NULL) goto done;
  int64_t whole[MOST_STORIES * MOST_STORIES] = {0}, rare[MOST_STORIES * MOST_STORIES] = {0}, squares[MOST_STORIES] = {0};
  for (Py_ssize_t group = 0; group < groups; group++) {
    const int size = sizes[group];
    if (size > stories) { /* a term twice in one profile: none of ours */
      PyErr_SetString(PyExc_ValueError, "a profile holds a term twice");
      goto done;
    }
    const int64_t weight = rarity[size], both = weight * weight;
    uint16_t row[MOST_STORIES];
    uint8_t value[MOST_STORIES];
    uint16_t at = last[group];
    for (int each = 0; each < size; each++, at = before[at]) {
      row[each] = (uint16_t)(at / TERMS);
      value[each] = all_weights[at];
      squares[row[each]] += both * value[each] * value[each];
    }
    for (int one = 0; one < size; one++)
      for (int other = 0; other < one; other++) {
        const int64_t product = (int64_t)value[one] * value[other];
        const Py_ssize_t place = row[one] * stories + row[other];
        whole[place] += product;
        rare[place] += both * product;
      }
  }
  double *plain_rows = (double *)PyBytes_AS_STRING(plain), *beyond_rows = (double *)PyBytes_AS_STRING(beyond);
  double lengths[MOST_STORIES];
  for (Py_ssize_t one = 0; one < stories; one++) lengths[one] = sqrt((double)squares[one]);
  for (Py_ssize_t one = 0; one < stories; one++)
    for (Py_ssize_t other = 0; other <= one; other++) {
      /* A chain begins with the last story: of two the earlier one is counted under `other`. */
      const int64_t all = whole[one * stories + other] + whole[other * stories + one];
      const int64_t some = rare[one * stories + other] + rare[other * stories + one];
      const double length = lengths[one] * lengths[other];
      plain_rows[one * stories + other] = plain_rows[other * stories + one] = (double)all / 65025.0;
      beyond_rows[one * stories + other] = beyond_rows[other * stories + one] = length > 0.0 ? (double)some / length : 0.0;
    }
  result = PyTuple_Pack(2, plain, beyond);
done:
  Py_XDECREF(plain);
  Py_XDECREF(beyond);
  let_go(&buffers);
  return result;
}

PyDoc_STRVAR(link_groups_doc, "See stream.loops.plain_threads.link_groups.");

static PyObject *link_groups(PyObject *module, PyObject *given) {
  (void)module;
  Buffers buffers = {.count = 0};
  PyObject *result = NULL;
  Py_ssize_t places;
  const double *matrix = borrow(&buffers, given, 0, sizeof(double), &places);
  if (matrix == NULL) goto done;
  Py_ssize_t count = 0;
  while (count * count < places) count++;
  if (count * count != places || count > MOST_STORIES) {
    PyErr_SetString(PyExc_ValueError, "a matrix of another form than the loops read");
    goto done;
  }
  double rows[MOST_STORIES * MOST_STORIES];
  memcpy(rows, matrix, places * sizeof *rows);
  int size[MOST_STORIES];
  Py_ssize_t chain[MOST_STORIES + 1], links = 0;
  for (Py_ssize_t at = 0; at < count; at++) size[at] = 1;
  result = PyList_New(0);
  for (Py_ssize_t left = count; result != NULL && left > 1;) {
    if (!links) {
      Py_ssize_t lowest = 0;
      while (!size[lowest]) lowest++;
      chain[links++] = lowest;
    }
    const Py_ssize_t end = chain[links - 1], before = links > 1 ? chain[links - 2] : -1;
    const double *row = rows + end * count;
    double best = before >= 0 ? row[before] : -1.0;
    Py_ssize_t nearest = before;
    for (Py_ssize_t other = 0; other < count; other++)
      if (size[other] && other != end && row[other] > best) {
        best = row[other];
        nearest = other;
      }
    if (nearest < 0 || links > count) { /* a mean likeness is at least 0, and a chain holds no group twice */
      PyErr_SetString(PyExc_ValueError, "a likeness below 0");
      Py_CLEAR(result);
      break;
    }
    if (nearest != before) {
      chain[links++] = nearest;
      continue;
    }
    links -= 2;
    const Py_ssize_t one = end < nearest ? end : nearest, other = end < nearest ? nearest : end;
    PyObject *pair = Py_BuildValue("(dnn)", best, one, other);
    if (pair == NULL || PyList_Append(result, pair) < 0) Py_CLEAR(result);
    Py_XDECREF(pair);
    const double ours = size[one], theirs = size[other];
    size[one] += size[other];
    size[other] = 0;
    left--;
    for (Py_ssize_t third = 0; third < count; third++)
      if (size[third] && third != one) {
        const double weighed = rows[one * count + third] * ours, others = rows[other * count + third] * theirs;
        rows[one * count + third] = rows[third * count + one] = (weighed + others) / (ours + theirs);
      }
  }
done:
  let_go(&buffers);
  return result;
}

/* ---- the index of the deduplication ----------------------------------------------------------------------------- */

/* See plain_index.py for these. */
#define RUN 6
#define RUN_MASK 0xFFFFFFu

/* The words of a packed outline and where their codes begin, two a byte (see stream.text.outline). */
static int read_outline(PyObject *given, Py_ssize_t *words, const uint8_t **codes) {
  *words = 0;
  *codes = NULL;
  if (!PyBytes_Check(given)) {
    PyErr_SetString(PyExc_TypeError, "an outline is no bytes");
    return -1;
  }
  const Py_ssize_t size = PyBytes_GET_SIZE(given);
  const uint8_t *data = (const uint8_t *)PyBytes_AS_STRING(given);
  if (!size) return 0;
  Py_ssize_t at = 2;
  uint64_t value = 0;
  for (int shift = 0; at < size && shift < 35; shift += 7) {
    const uint8_t byte = data[at++];
    value |= (uint64_t)(byte & 0x7F) << shift;
    if (byte & 0x80) continue;
    if ((Py_ssize_t)((value + 1) / 2) > size - at) break;
    *words = (Py_ssize_t)value;
    *codes = data + at;
    return 0;
  }
  PyErr_SetString(PyExc_ValueError, "an outline that ends within its words");
  return -1;
}

static inline uint32_t code_at(const uint8_t *codes, Py_ssize_t word) {
  return word & 1 ? codes[word >> 1] & 15u : codes[word >> 1] >> 4;
}

/* Six bits from a word on. */
static inline void cover(uint8_t *bits, Py_ssize_t word) {
  const unsigned six = 0x3Fu << (word & 7);
  bits[word >> 3] |= (uint8_t)six;
  bits[(word >> 3) + 1] |= (uint8_t)(six >> 8);
}

PyDoc_STRVAR(shared_runs_doc, "See stream.loops.plain_index.shared_runs.");

static PyObject *shared_runs(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (given != 2 || !PyList_Check(args[1])) {
    PyErr_SetString(PyExc_TypeError, "an outline and a list of outlines are wanted");
    return NULL;
  }
  const uint8_t *codes;
  Py_ssize_t words;
  if (read_outline(args[0], &words, &codes) < 0) return NULL;
  const Py_ssize_t mine = words < RUN ? 0 : words - RUN + 1, others = PyList_GET_SIZE(args[1]);
  size_t slots = 16;
  while (slots < 2 * (size_t)mine) slots <<= 1;
  int width = 32;
  for (size_t left = slots; left > 1; left >>= 1) width--;
  /* Of each slot a run and one more, 0 for none, and its number; the numbers of the own runs, and who met which last. */
  uint32_t *keys = calloc(slots, sizeof *keys), *numbers = malloc(slots * sizeof *numbers);
  uint32_t *own = malloc((mine + 1) * sizeof *own), *met = calloc(mine + 1, sizeof *met);
  uint8_t *own_bits = malloc(words / 8 + 2), *bits = NULL;
  PyObject *result = PyList_New(others);
  if (!keys || !numbers || !own || !met || !own_bits || !result) {
    PyErr_NoMemory();
    goto failed;
  }
  uint32_t count = 0, run = 0;
  for (Py_ssize_t word = 0; word < words; word++) {
    run = (run << 4 | code_at(codes, word)) & RUN_MASK;
    if (word < RUN - 1) continue;
    size_t slot = (run * 0x9E3779B1u) >> width;
    while (keys[slot] && keys[slot] != run + 1) slot = (slot + 1) & (slots - 1);
    if (!keys[slot]) {
      keys[slot] = run + 1;
      numbers[slot] = count++;
    }
    own[word - RUN + 1] = numbers[slot];
  }
  for (Py_ssize_t each = 0; each < others; each++) {
    const uint8_t *theirs;
    Py_ssize_t length;
    if (read_outline(PyList_GET_ITEM(args[1], each), &length, &theirs) < 0) goto failed;
    uint8_t *larger = realloc(bits, length / 8 + 2);
    if (!larger) {
      PyErr_NoMemory();
      goto failed;
    }
    bits = larger;
    memset(bits, 0, length / 8 + 2);
    memset(own_bits, 0, words / 8 + 2);
    int any = 0;
    if (mine)
      for (Py_ssize_t word = run = 0; word < length; word++) {
        run = (run << 4 | code_at(theirs, word)) & RUN_MASK;
        if (word < RUN - 1) continue;
        size_t slot = (run * 0x9E3779B1u) >> width;
        while (keys[slot] && keys[slot] != run + 1) slot = (slot + 1) & (slots - 1);
        if (!keys[slot]) continue;
        met[numbers[slot]] = (uint32_t)each + 1;
        cover(bits, word - RUN + 1);
        any = 1;
      }
    if (any)
      for (Py_ssize_t at = 0; at < mine; at++)
        if (met[own[at]] == (uint32_t)each + 1) cover(own_bits, at);
    PyObject *pair = PyTuple_New(2);
    if (!pair) goto failed;
    PyList_SET_ITEM(result, each, pair);
    PyTuple_SET_ITEM(pair, 0, any ? _PyLong_FromByteArray(own_bits, words / 8 + 1, 1, 0) : PyLong_FromLong(0));
    PyTuple_SET_ITEM(pair, 1, any ? _PyLong_FromByteArray(bits, length / 8 + 1, 1, 0) : PyLong_FromLong(0));
    if (!PyTuple_GET_ITEM(pair, 0) || !PyTuple_GET_ITEM(pair, 1)) goto failed;
  }
  goto done;
failed:
  Py_CLEAR(result);
done:
  free(keys);
  free(numbers);
  free(own);
  free(met);
  free(own_bits);
  free(bits);
  return result;
}

#define KEY_FACTOR 0x9E3779B1u
#define REST_BITS 24

PyDoc_STRVAR(find_postings_doc, "See stream.loops.plain_index.find_postings.");

static PyObject *find_postings(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (given != 8 || !PyList_Check(args[1])) {
    PyErr_SetString(PyExc_TypeError, "keys, a list of counts and the six arrays of a table are wanted");
    return NULL;
  }
  Buffers buffers = {.count = 0};
  PyObject *found = NULL, *spilled_places = NULL, *result = NULL;
  Py_ssize_t count, places, number_places, buckets, spilled_buckets, parts, offset_parts;
  const uint32_t *keys = borrow(&buffers, args[0], 0, sizeof *keys, &count);
  const uint16_t *tags = keys ? borrow(&buffers, args[2], 0, sizeof *tags, &places) : NULL;
  const uint32_t *numbers = tags ? borrow(&buffers, args[3], 0, sizeof *numbers, &number_places) : NULL;
  const uint8_t *fill = numbers ? borrow(&buffers, args[4], 0, sizeof *fill, &buckets) : NULL;
  const uint8_t *spilled = fill ? borrow(&buffers, args[5], 0, sizeof *spilled, &spilled_buckets) : NULL;
  const int64_t *sizes = spilled ? borrow(&buffers, args[6], 0, sizeof *sizes, &parts) : NULL;
  const int64_t *offsets = sizes ? borrow(&buffers, args[7], 0, sizeof *offsets, &offset_parts) : NULL;
  if (!offsets) goto done;
  const Py_ssize_t slots = buckets ? places / buckets : 0;
  if (parts != 1 << (32 - REST_BITS) || offset_parts != parts || number_places != places || slots * buckets != places ||
      spilled_buckets != buckets || slots > UINT8_MAX) {
    PyErr_SetString(PyExc_ValueError, "a table of another form than the loops read");
    goto done;
  }
  const Py_ssize_t articles = PyList_GET_SIZE(args[1]);
  found = PyList_New(articles);
  spilled_places = PyList_New(0);
  if (!found || !spilled_places) goto done;
  Py_ssize_t at = 0;
  for (Py_ssize_t article = 0; article < articles; article++) {
    const Py_ssize_t of = PyLong_AsSsize_t(PyList_GET_ITEM(args[1], article));
    if (of < 0 || of > count - at) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "more keys are counted than there are");
      goto done;
    }
    PyObject *pair = PyTuple_New(2), *where = PyList_New(0), *which = PyList_New(0);
    if (!pair || !where || !which) {
      Py_XDECREF(pair);
      Py_XDECREF(where);
      Py_XDECREF(which);
      goto done;
    }
    PyTuple_SET_ITEM(pair, 0, where);
    PyTuple_SET_ITEM(pair, 1, which);
    PyList_SET_ITEM(found, article, pair);
    for (Py_ssize_t place = 0; place < of; place++, at++) {
      const uint32_t mixed = keys[at] * KEY_FACTOR, part = mixed >> REST_BITS;
      const int64_t bucket = ((int64_t)((uint64_t)mixed * (uint64_t)sizes[part]) >> REST_BITS) + offsets[part];
      if (bucket < 0 || bucket >= buckets) {
        PyErr_SetString(PyExc_ValueError, "a bucket beyond the table");
        goto done;
      }
      const uint16_t *tag = tags + bucket * slots;
      for (Py_ssize_t slot = 0; slot < fill[bucket] && slot < slots; slot++) {
        if (tag[slot] != (uint16_t)mixed) continue;
        PyObject *one = PyLong_FromSsize_t(place), *other = PyLong_FromUnsignedLong(numbers[bucket * slots + slot]);
        const int failed = !one || !other || PyList_Append(where, one) < 0 || PyList_Append(which, other) < 0;
        Py_XDECREF(one);
        Py_XDECREF(other);
        if (failed) goto done;
      }
      if (!spilled[bucket]) continue;
      PyObject *one = PyLong_FromSsize_t(at);
      const int failed = !one || PyList_Append(spilled_places, one) < 0;
      Py_XDECREF(one);
      if (failed) goto done;
    }
  }
  result = PyTuple_Pack(2, found, spilled_places);
done:
  Py_XDECREF(found);
  Py_XDECREF(spilled_places);
  let_go(&buffers);
  return result;
}

/* A table of names: a slot holds the hash above and the number and one more below, 0 for none (see stream.dedup.store.name_table). */
static uint64_t *borrow_slots(PyObject *given, Py_buffer *view, Py_ssize_t *size) {
  if (PyObject_GetBuffer(given, view, PyBUF_CONTIG) < 0) return NULL;
  *size = view->len / (Py_ssize_t)sizeof(uint64_t);
  if (view->itemsize == sizeof(uint64_t) && *size > 0 && *size <= UINT32_MAX) return view->buf;
  PyBuffer_Release(view);
  PyErr_SetString(PyExc_ValueError, "a table of another form than the loops read");
  return NULL;
}

PyDoc_STRVAR(find_name_doc, "See stream.loops.plain_index.find_name.");

static PyObject *find_name(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (given != 2) {
    PyErr_SetString(PyExc_TypeError, "slots and a name are wanted");
    return NULL;
  }
  const unsigned long long name = PyLong_AsUnsignedLongLong(args[1]);
  if (name > UINT32_MAX) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_OverflowError, "a name of more than 32 bits");
    return NULL;
  }
  Py_buffer view;
  Py_ssize_t size, count = 0, read = 0;
  const uint64_t *slots = borrow_slots(args[0], &view, &size);
  if (!slots) return NULL;
  Py_ssize_t at = (Py_ssize_t)(name * (uint64_t)size >> 32);
  const Py_ssize_t home = at;
  for (; slots[at] && read < size; read++) {
    count += slots[at] >> 32 == name && (uint32_t)slots[at];
    if (++at == size) at = 0;
  }
  PyObject *found = PyTuple_New(count);
  at = home;
  for (Py_ssize_t place = 0; found && place < count;) {
    if (slots[at] >> 32 == name && (uint32_t)slots[at]) {
      PyObject *number = PyLong_FromUnsignedLong((uint32_t)slots[at] - 1);
      if (!number) Py_CLEAR(found);
      else PyTuple_SET_ITEM(found, place++, number);
    }
    if (++at == size) at = 0;
  }
  PyBuffer_Release(&view);
  return found;
}

PyDoc_STRVAR(change_name_doc, "See stream.loops.plain_index.change_name.");

static PyObject *change_name(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (given != 4) {
    PyErr_SetString(PyExc_TypeError, "slots, a name, what to look for and what to put are wanted");
    return NULL;
  }
  unsigned long long numbers[3];
  for (int each = 0; each < 3; each++) {
    numbers[each] = PyLong_AsUnsignedLongLong(args[each + 1]);
    if (numbers[each] == (unsigned long long)-1 && PyErr_Occurred()) return NULL;
  }
  const uint64_t name = numbers[0], wanted = numbers[1];
  if (name > UINT32_MAX) {
    PyErr_SetString(PyExc_OverflowError, "a name of more than 32 bits");
    return NULL;
  }
  Py_buffer view;
  Py_ssize_t size, read = 0;
  uint64_t *slots = borrow_slots(args[0], &view, &size);
  if (!slots) return NULL;
  Py_ssize_t at = (Py_ssize_t)(name * (uint64_t)size >> 32);
  while (slots[at] != wanted && slots[at] && read++ < size)
    if (++at == size) at = 0;
  const int met = slots[at] == wanted;
  if (met) slots[at] = numbers[2];
  PyBuffer_Release(&view);
  return PyBool_FromLong(met);
}

static PyMethodDef methods[] = {
  {"ascii_words", ascii_words, METH_O, ascii_words_doc},
  {"words_in_text", words_in_text, METH_O, words_in_text_doc},
  {"typeset_words", typeset_words, METH_O, typeset_words_doc},
  {"beyond_ascii", beyond_ascii, METH_O, beyond_ascii_doc},
  {"has_needle", (PyCFunction)(void (*)(void))has_needle, METH_FASTCALL, has_needle_doc},
  {"telling_places", (PyCFunction)(void (*)(void))telling_places, METH_FASTCALL, telling_places_doc},
  {"word_hashes", (PyCFunction)(void (*)(void))word_hashes, METH_FASTCALL, word_hashes_doc},
  {"sketch_hashes", (PyCFunction)(void (*)(void))sketch_hashes, METH_FASTCALL, sketch_hashes_doc},
  {"label_words", (PyCFunction)(void (*)(void))label_words, METH_FASTCALL, label_words_doc},
  {"term_profile", (PyCFunction)(void (*)(void))term_profile, METH_FASTCALL, term_profile_doc},
  {"ascii_profile", (PyCFunction)(void (*)(void))ascii_profile, METH_FASTCALL, ascii_profile_doc},
  {"near_threads", (PyCFunction)(void (*)(void))near_threads, METH_FASTCALL, near_threads_doc},
  {"shared_weights", (PyCFunction)(void (*)(void))shared_weights, METH_FASTCALL, shared_weights_doc},
  {"shared_by_term", (PyCFunction)(void (*)(void))shared_by_term, METH_FASTCALL, shared_by_term_doc},
  {"mean_terms", (PyCFunction)(void (*)(void))mean_terms, METH_FASTCALL, mean_terms_doc},
  {"put_story", (PyCFunction)(void (*)(void))put_story, METH_FASTCALL, put_story_doc},
  {"likeness_matrices", (PyCFunction)(void (*)(void))likeness_matrices, METH_FASTCALL, likeness_matrices_doc},
  {"link_groups", link_groups, METH_O, link_groups_doc},
  {"shared_runs", (PyCFunction)(void (*)(void))shared_runs, METH_FASTCALL, shared_runs_doc},
  {"find_postings", (PyCFunction)(void (*)(void))find_postings, METH_FASTCALL, find_postings_doc},
  {"find_name", (PyCFunction)(void (*)(void))find_name, METH_FASTCALL, find_name_doc},
  {"change_name", (PyCFunction)(void (*)(void))change_name, METH_FASTCALL, change_name_doc},
  {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
  PyModuleDef_HEAD_INIT, "compiled", "The hot loops of the core, compiled; plain.py has the same in Python.", 0, methods,
  NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_compiled(void) {
  make_crc_table();
  return PyModuleDef_Init(&definition);
}
