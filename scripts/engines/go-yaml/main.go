// Reads YAML texts the way Go programs around Kubernetes read them. In: one JSON string per line. Out: one JSON object per line,
// what sigs.k8s.io/yaml (kubectl, the API server, Talos' strict readers) and go.yaml.in/yaml/v3 (Flux, kustomize) made of it, and into
// how many documents apimachinery cut it.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"

	yamlv3 "go.yaml.in/yaml/v3"
	k8s "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

type answer struct {
	Kubernetes      json.RawMessage `json:"kubernetes,omitempty"`
	KubernetesError string          `json:"kubernetesError,omitempty"`
	V3              any             `json:"v3"`
	V3Error         string          `json:"v3Error,omitempty"`
	Documents       []int           `json:"documents"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var text string
		if err := json.Unmarshal(in.Bytes(), &text); err != nil {
			panic(err)
		}
		a := answer{Documents: []int{readerCount(text), splitterCount(text)}}
		if j, err := yaml.YAMLToJSONStrict([]byte(text)); err != nil {
			a.KubernetesError = err.Error()
		} else {
			a.Kubernetes = j
		}
		if err := yamlv3.Unmarshal([]byte(text), &a.V3); err != nil {
			a.V3Error = err.Error()
		}
		if err := out.Encode(a); err != nil {
			if err := out.Encode(answer{V3Error: "not JSON: " + err.Error(), Documents: a.Documents, Kubernetes: a.Kubernetes}); err != nil {
				panic(err)
			}
		}
	}
}

func readerCount(text string) int {
	reader := k8s.NewYAMLReader(bufio.NewReader(bytes.NewReader([]byte(text))))
	for n := 0; ; n++ {
		if _, err := reader.Read(); errors.Is(err, io.EOF) {
			return n
		}
	}
}

func splitterCount(text string) int {
	decoder := k8s.NewDocumentDecoder(io.NopCloser(bytes.NewReader([]byte(text))))
	buffer := make([]byte, 1<<20)
	for n := 0; ; n++ {
		if _, err := decoder.Read(buffer); errors.Is(err, io.EOF) {
			return n
		}
	}
}
