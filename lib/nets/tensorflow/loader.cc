/**
 * What has to happen before the binding asks the dynamic linker for TensorFlow's libraries, and what JavaScript cannot
 * do: set the environment of the process (in a worker thread process.env is a copy), and load the libraries from a
 * folder of the user's choice. A library that is loaded already serves every later request for its name.
 */
#include <dlfcn.h>
#include <node_api.h>
#include <stdlib.h>

#include <string>
#include <vector>

static std::vector<std::string> TextsOf(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value values[4];
  napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
  std::vector<std::string> texts;
  for (size_t i = 0; i < count && i < 4; i++) {
    size_t length = 0;
    napi_get_value_string_utf8(env, values[i], nullptr, 0, &length);
    std::string text(length + 1, '\0');
    napi_get_value_string_utf8(env, values[i], &text[0], length + 1, &length);
    text.resize(length);
    texts.push_back(text);
  }
  return texts;
}

/** setDefault(name, value): sets a variable of the environment unless it is set. */
static napi_value SetDefault(napi_env env, napi_callback_info info) {
  std::vector<std::string> texts = TextsOf(env, info);
  if (texts.size() == 2) setenv(texts[0].c_str(), texts[1].c_str(), 0);
  return nullptr;
}

/** Whether `library` has all that the binding calls; its newest functions stand for the others. */
static bool IsTensorFlow(void* library) {
  return dlsym(library, "TF_Version") && dlsym(library, "TFE_NewContext") && dlsym(library, "TF_SessionRun");
}

/** load(path of the framework, path of the library): throws the dynamic linker's message and leaves nothing loaded. */
static napi_value Load(napi_env env, napi_callback_info info) {
  std::vector<std::string> texts = TextsOf(env, info);
  std::string failure;
  void* framework = texts.size() == 2 ? dlopen(texts[0].c_str(), RTLD_NOW) : nullptr;
  if (!framework) failure = texts.size() == 2 ? dlerror() : "load needs two paths";
  void* library = framework ? dlopen(texts[1].c_str(), RTLD_NOW) : nullptr;
  if (framework && !library) failure = dlerror();
  if (library && !IsTensorFlow(library)) failure = texts[1] + " does not hold TensorFlow's C interface";
  if (failure.empty()) return nullptr;
  if (library) dlclose(library);
  if (framework) dlclose(framework);
  napi_throw_error(env, nullptr, failure.c_str());
  return nullptr;
}

static napi_value Initialize(napi_env env, napi_value exports) {
  napi_value load, set_default;
  napi_create_function(env, "load", NAPI_AUTO_LENGTH, Load, nullptr, &load);
  napi_create_function(env, "setDefault", NAPI_AUTO_LENGTH, SetDefault, nullptr, &set_default);
  napi_set_named_property(env, exports, "load", load);
  napi_set_named_property(env, exports, "setDefault", set_default);
  return exports;
}

NAPI_MODULE(loader, Initialize)
