#pragma once
// The library is loaded when a workbook is first written. Each call takes the address of what it calls;
// its type is that of the header, so that a library that has changed does not compile.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#define TLM_CALL(name, address) ((__typeof__(name) *)(address))

// Whatever the number of rows, one of them is in memory.
static inline lxw_workbook *tlm_xlsx_open(void *address, const char *path, const char *folder) {
  lxw_workbook_options options;
  memset(&options, 0, sizeof options);
  options.constant_memory = LXW_TRUE;
  options.use_zip64 = LXW_TRUE;
  options.tmpdir = folder;
  return TLM_CALL(workbook_new_opt, address)(path, &options);
}

// A workbook tells when it was made; the same export is to be the same bytes.
static inline void tlm_xlsx_date(void *address, lxw_workbook *book, int64_t seconds) {
  lxw_doc_properties properties;
  memset(&properties, 0, sizeof properties);
  properties.created = (time_t)seconds;
  TLM_CALL(workbook_set_properties, address)(book, &properties);
}

// The library returns what went wrong, and says it on standard error, too, where it is nobody's.
// `number` is what the system said last.
static inline int tlm_xlsx_close(void *address, lxw_workbook *book, int *number) {
  FILE *own = stderr;
  FILE *none = fopen("/dev/null", "w");
  if (none) stderr = none;
  errno = 0;
  int code = (int)TLM_CALL(workbook_close, address)(book);
  *number = errno;
  stderr = own;
  if (none) fclose(none);
  return code;
}

static inline lxw_worksheet *tlm_xlsx_sheet(void *address, lxw_workbook *book, const char *name) {
  return TLM_CALL(workbook_add_worksheet, address)(book, name);
}

static inline lxw_format *tlm_xlsx_format(void *address, lxw_workbook *book) {
  return TLM_CALL(workbook_add_format, address)(book);
}

static inline void tlm_xlsx_bold(void *address, lxw_format *format) {
  TLM_CALL(format_set_bold, address)(format);
}

static inline void tlm_xlsx_number_format(void *address, lxw_format *format, const char *text) {
  TLM_CALL(format_set_num_format, address)(format, text);
}

static inline int tlm_xlsx_text(
    void *address, lxw_worksheet *sheet, uint32_t row, uint16_t column, const char *text,
    lxw_format *format) {
  return (int)TLM_CALL(worksheet_write_string, address)(sheet, row, column, text, format);
}

static inline int tlm_xlsx_number(
    void *address, lxw_worksheet *sheet, uint32_t row, uint16_t column, double number,
    lxw_format *format) {
  return (int)TLM_CALL(worksheet_write_number, address)(sheet, row, column, number, format);
}

static inline int tlm_xlsx_flag(
    void *address, lxw_worksheet *sheet, uint32_t row, uint16_t column, int flag) {
  return (int)TLM_CALL(worksheet_write_boolean, address)(sheet, row, column, flag, NULL);
}

static inline void tlm_xlsx_freeze(void *address, lxw_worksheet *sheet, uint32_t row) {
  TLM_CALL(worksheet_freeze_panes, address)(sheet, row, 0);
}

static inline void tlm_xlsx_width(
    void *address, lxw_worksheet *sheet, uint16_t first, uint16_t last, double width) {
  TLM_CALL(worksheet_set_column, address)(sheet, first, last, width, NULL);
}

static inline const char *tlm_xlsx_sentence(void *address, int code) {
  return TLM_CALL(lxw_strerror, address)((lxw_error)code);
}
