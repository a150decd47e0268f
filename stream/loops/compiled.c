/* The hot loops of the core. Each has a twin of the same name in plain.py and gives the same result. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
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

PyDoc_STRVAR(word_hashes_doc, "word_hashes(words, known)\n--\n\nSee stream.loops.plain.word_hashes.");

static PyObject *word_hashes(PyObject *module, PyObject *const *args, Py_ssize_t given) {
  (void)module;
  if (given != 2 || !PyList_Check(args[0]) || !PyDict_Check(args[1])) {
    PyErr_SetString(PyExc_TypeError, "word_hashes takes a list and a dict");
    return NULL;
  }
  PyObject *words = args[0], *known = args[1];
  const Py_ssize_t count = PyList_GET_SIZE(words);
  PyObject *result = PyBytes_FromStringAndSize(NULL, count * (Py_ssize_t)sizeof(uint64_t));
  if (result == NULL) return NULL;
  char *into = PyBytes_AS_STRING(result);
  /* The list is looked at anew each time: what a dict does about a missing word is Python. */
  for (Py_ssize_t at = 0; at < count && at < PyList_GET_SIZE(words); at++) {
    PyObject *word = PyList_GET_ITEM(words, at);
    Py_INCREF(word);
    PyObject *found = PyDict_GetItemWithError(known, word);
    if (found != NULL)
      Py_INCREF(found);
    else if (!PyErr_Occurred())
      found = PyObject_GetItem(known, word);
    Py_DECREF(word);
    const uint64_t hash = found != NULL && PyLong_Check(found) ? PyLong_AsUnsignedLongLong(found) : 0;
    Py_XDECREF(found);
    if (PyErr_Occurred()) {
      Py_DECREF(result);
      return NULL;
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

static PyObject *ascii_words(PyObject *module, PyObject *text) {
  (void)module;
  if (!PyUnicode_Check(text) || PyUnicode_READY(text) < 0 || !PyUnicode_IS_ASCII(text)) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "ascii_words takes a text of ASCII alone");
    return NULL;
  }
  const unsigned char *characters = (const unsigned char *)PyUnicode_1BYTE_DATA(text);
  const Py_ssize_t length = PyUnicode_GET_LENGTH(text);
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

static PyMethodDef methods[] = {
  {"ascii_words", ascii_words, METH_O, ascii_words_doc},
  {"word_hashes", (PyCFunction)(void (*)(void))word_hashes, METH_FASTCALL, word_hashes_doc},
  {"sketch_hashes", (PyCFunction)(void (*)(void))sketch_hashes, METH_FASTCALL, sketch_hashes_doc},
  {"label_words", (PyCFunction)(void (*)(void))label_words, METH_FASTCALL, label_words_doc},
  {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
  PyModuleDef_HEAD_INIT, "compiled", "The hot loops of the core, compiled; plain.py has the same in Python.", 0, methods,
  NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit_compiled(void) { return PyModuleDef_Init(&definition); }
