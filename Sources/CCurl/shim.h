#pragma once
// libcurl is loaded when something is first sent. Each call takes the address of what it calls; its type
// is that of the header, so that a library that has changed does not compile. Options of curl take
// arguments of any type, which Swift cannot pass: here each has one.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <stddef.h>

#define TLM_CURL(name, address) ((__typeof__(name) *)(address))

typedef size_t (*tlm_curl_receiver)(char *bytes, size_t size, size_t count, void *context);

static inline int tlm_curl_begin(void *address) {
  return (int)TLM_CURL(curl_global_init, address)(CURL_GLOBAL_DEFAULT);
}

static inline CURL *tlm_curl_open(void *address) { return TLM_CURL(curl_easy_init, address)(); }

static inline void tlm_curl_close(void *address, CURL *curl) {
  TLM_CURL(curl_easy_cleanup, address)(curl);
}

static inline int tlm_curl_text(void *address, CURL *curl, CURLoption option, const char *value) {
  return (int)((CURLcode(*)(CURL *, CURLoption, ...))address)(curl, option, value);
}

static inline int tlm_curl_number(void *address, CURL *curl, CURLoption option, long value) {
  return (int)((CURLcode(*)(CURL *, CURLoption, ...))address)(curl, option, value);
}

static inline int tlm_curl_size(void *address, CURL *curl, CURLoption option, curl_off_t value) {
  return (int)((CURLcode(*)(CURL *, CURLoption, ...))address)(curl, option, value);
}

static inline int tlm_curl_pointer(void *address, CURL *curl, CURLoption option, const void *value) {
  return (int)((CURLcode(*)(CURL *, CURLoption, ...))address)(curl, option, value);
}

static inline int tlm_curl_function(
    void *address, CURL *curl, CURLoption option, tlm_curl_receiver value) {
  return (int)((CURLcode(*)(CURL *, CURLoption, ...))address)(curl, option, value);
}

static inline int tlm_curl_perform(void *address, CURL *curl) {
  return (int)TLM_CURL(curl_easy_perform, address)(curl);
}

static inline long tlm_curl_status(void *address, CURL *curl) {
  long status = 0;
  ((CURLcode(*)(CURL *, CURLINFO, ...))address)(curl, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

// Where an answer leads; of the library, and only until the next request.
static inline const char *tlm_curl_redirect(void *address, CURL *curl) {
  const char *url = NULL;
  ((CURLcode(*)(CURL *, CURLINFO, ...))address)(curl, CURLINFO_REDIRECT_URL, &url);
  return url;
}

static inline const char *tlm_curl_sentence(void *address, int code) {
  return TLM_CURL(curl_easy_strerror, address)((CURLcode)code);
}

static inline struct curl_slist *tlm_curl_append(
    void *address, struct curl_slist *list, const char *text) {
  return TLM_CURL(curl_slist_append, address)(list, text);
}

static inline void tlm_curl_free(void *address, struct curl_slist *list) {
  TLM_CURL(curl_slist_free_all, address)(list);
}

enum { TLM_CURL_ERROR_SIZE = CURL_ERROR_SIZE };
