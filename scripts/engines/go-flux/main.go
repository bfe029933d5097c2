// Asks the code of GitOps engines what they make of a folder: Flux's kustomize-controller (its generator and its build), kustomize
// itself, and kubectl's file reader. One JSON question a line in, one answer a line out.
//
//	{"id": "…", "engine": "flux", "folder": "/path", "path": "dist"}
//	{"id": "…", "engine": "flux", "folder": "/path", "path": "dist", "spec": {…}, "data": [{…}]}
//	{"id": "…", "ok": true, "objects": [{…}, …]}      or      {"id": "…", "ok": false, "error": "…"}
//
// Engines: flux (spec.path of a Kustomization over the folder as its source; `spec` is the rest of its spec, `data` the ConfigMaps and
// Secrets that the cluster holds), kustomize (build, as `kubectl apply -k`), kubectl (`-f path`), kubectl-recursive (`-R -f path`).
// The folder is copied first: Flux's generator writes into it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fluxcd/pkg/kustomize"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/cli-runtime/pkg/resource"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

type question struct {
	ID     string `json:"id"`
	Engine string `json:"engine"`
	Folder string `json:"folder"`
	Path   string `json:"path"`
	// The spec of a Flux Kustomization, and the ConfigMaps and Secrets of its namespace.
	Spec map[string]any   `json:"spec"`
	Data []map[string]any `json:"data"`
}

type answer struct {
	ID      string           `json:"id"`
	OK      bool             `json:"ok"`
	Error   string           `json:"error,omitempty"`
	Objects []map[string]any `json:"objects,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for in.Scan() {
		if len(in.Bytes()) == 0 {
			continue
		}
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		objects, err := ask(q)
		a := answer{ID: q.ID, OK: err == nil, Objects: objects}
		if err != nil {
			a.Error, a.Objects = err.Error(), nil
		}
		if err := out.Encode(a); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
}

func ask(q question) (objects []map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	root, err := os.MkdirTemp("", "gitops-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(root)
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return nil, err
	}
	source := filepath.Join(root, "source")
	if err := os.CopyFS(source, os.DirFS(q.Folder)); err != nil {
		return nil, err
	}
	path := filepath.Join(source, q.Path)
	switch q.Engine {
	case "flux":
		return flux(source, path, q)
	case "kustomize":
		built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), path)
		if err != nil {
			return nil, err
		}
		return maps(built)
	case "kubectl":
		return kubectl(path, false)
	case "kubectl-recursive":
		return kubectl(path, true)
	}
	return nil, fmt.Errorf("no engine named %q", q.Engine)
}

// What kustomize-controller does with a Kustomization: a kustomization of its own making where the folder has none, with the fields of
// the Kustomization; the build; then, object by object, the variables of postBuild, and the common metadata.
func flux(source, path string, q question) ([]map[string]any, error) {
	spec := map[string]any{"path": "./", "prune": true}
	for key, value := range q.Spec {
		spec[key] = value
	}
	owner := unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "kustomize.toolkit.fluxcd.io/v1",
		"kind":       "Kustomization",
		"metadata":   map[string]any{"name": "network", "namespace": namespace},
		"spec":       spec,
	}}
	if _, err := kustomize.NewGenerator(source, owner).WriteFile(path); err != nil {
		return nil, err
	}
	built, err := kustomize.SecureBuild(source, path, false)
	if err != nil {
		return nil, err
	}
	if spec["postBuild"] != nil {
		for _, one := range built.Resources() {
			filled, err := kustomize.SubstituteVariables(context.Background(), cluster{data: q.Data}, owner, one)
			if err != nil {
				return nil, err
			}
			if filled != nil {
				if _, err := built.Replace(one); err != nil {
					return nil, err
				}
			}
		}
	}
	objects, err := maps(built)
	if err != nil {
		return nil, err
	}
	common, _ := spec["commonMetadata"].(map[string]any)
	for _, object := range objects {
		one := unstructured.Unstructured{Object: object}
		if labels, _, _ := unstructured.NestedStringMap(common, "labels"); len(labels) > 0 {
			one.SetLabels(added(one.GetLabels(), labels))
		}
		if annotations, _, _ := unstructured.NestedStringMap(common, "annotations"); len(annotations) > 0 {
			one.SetAnnotations(added(one.GetAnnotations(), annotations))
		}
	}
	return objects, nil
}

// Labels or annotations with those of commonMetadata, as kustomize-controller's SetCommonMetadata adds them.
func added(own, more map[string]string) map[string]string {
	result := map[string]string{}
	for _, all := range []map[string]string{own, more} {
		for key, value := range all {
			result[key] = value
		}
	}
	return result
}

const namespace = "flux-system"

// A cluster that holds nothing but ConfigMaps and Secrets; everything else of the interface is never asked.
type cluster struct {
	client.Client
	data []map[string]any
}

func (c cluster) Get(_ context.Context, key client.ObjectKey, into client.Object, _ ...client.GetOption) error {
	kind := "ConfigMap"
	if _, isSecret := into.(*corev1.Secret); isSecret {
		kind = "Secret"
	}
	for _, object := range c.data {
		one := unstructured.Unstructured{Object: object}
		if one.GetKind() == kind && one.GetNamespace() == key.Namespace && one.GetName() == key.Name {
			return runtime.DefaultUnstructuredConverter.FromUnstructured(object, into)
		}
	}
	return apierrors.NewNotFound(corev1.Resource(kind), key.Name)
}

func maps(built resmap.ResMap) ([]map[string]any, error) {
	objects := []map[string]any{}
	for _, one := range built.Resources() {
		object, err := one.Map()
		if err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	return objects, nil
}

// What `kubectl apply` reads; it then asks the server for each kind and name, which needs both.
func kubectl(path string, recursive bool) ([]map[string]any, error) {
	infos, err := resource.NewLocalBuilder().
		Unstructured().
		Local().
		ContinueOnError().
		FilenameParam(false, &resource.FilenameOptions{Filenames: []string{path}, Recursive: recursive}).
		Flatten().
		Do().
		Infos()
	if err != nil {
		return nil, err
	}
	objects := []map[string]any{}
	for _, info := range infos {
		object := info.Object.(*unstructured.Unstructured)
		if object.GetName() == "" {
			return nil, fmt.Errorf("%s: %s without a name", filepath.Base(info.Source), object.GetKind())
		}
		objects = append(objects, object.Object)
	}
	return objects, nil
}
